//! Links and images: hostile until proven otherwise.

use leptos::{
    prelude::document,
    wasm_bindgen::JsCast as _,
    web_sys::{Element, HtmlAnchorElement},
};

use super::{
    RichText,
    context::RenderContext,
    elements::{LINK, element, instantiate, set},
};
use crate::{
    markdown::{host, is_misleading, safe_image, safe_link},
    view::labels::Label,
};

/// Sets the target of a link, if it is allowed. `text` is the visible text of the link.
pub(super) fn set_destination(
    link: &Element,
    destination: Option<&str>,
    text: &str,
    options: &RichText,
) {
    let Some(destination) = destination else {
        // Its URL is still arriving.
        link.set_class_name("rill-pending");
        return;
    };
    if link.has_attribute("class") {
        link.set_class_name("");
    }
    let Some(address) = safe_link(destination, &options.link_schemes) else {
        let _ = link.remove_attribute("href");
        return;
    };
    set(link, "href", address);
    let Some(written) = host(address) else {
        return;
    };
    // What counts is how the browser parses the URL. A plain one has only one reading.
    if is_plain(address, written) {
        if is_misleading(text, address) {
            mark(link, written);
        }
    } else if let Some(anchor) = link.dyn_ref::<HtmlAnchorElement>() {
        if anchor.protocol() == ":" {
            let _ = link.remove_attribute("href");
            return;
        }
        let real = anchor.hostname();
        let differs = written.is_ascii() && !written.eq_ignore_ascii_case(&real);
        if differs || is_misleading(text, address) {
            mark(link, &real);
        }
    }
}

/// Appends an item with a link to a list.
pub(in crate::view) fn append_link(list: &Element) -> Option<Element> {
    let (item, link) = (element("li", "")?, instantiate("a", "", LINK)?);
    item.append_child(&link).ok()?;
    list.append_child(&item).ok()?;
    Some(link)
}

/// Returns whether all parsers read a URL the same way: its host is a plain name, with nothing
/// before it and no port behind it.
fn is_plain(address: &str, host: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte == b'.' || byte == b'-';
    let starts = address
        .split_once("://")
        .and_then(|(_, rest)| rest.strip_prefix(host));
    host.bytes().all(is_letter)
        && !host.contains("--")
        && starts.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

/// Shows the host that a link leads to, because its text names another.
fn mark(link: &Element, host: &str) {
    show_host(link, "rill-host", host);
}

/// Shows a host behind the text of a link, in place of the one shown before.
pub(in crate::view) fn show_host(link: &Element, class: &str, host: &str) {
    let shown = link.query_selector(&format!(":scope > .{class}"));
    let shown = shown.ok().flatten().or_else(|| {
        let shown = element("span", class)?;
        // Not inside of the element, which has a direction of its own.
        link.append_child(&document().create_text_node(" ")).ok()?;
        link.append_child(&shown).ok()?;
        Some(shown)
    });
    if let Some(shown) = shown {
        shown.set_text_content(Some(&format!("({host})")));
    }
}

/// Returns the image, if it may be loaded, or else a link to it.
pub(super) fn image(
    source: &str,
    title: &str,
    text: &str,
    context: &RenderContext,
) -> Option<Element> {
    let RenderContext { options, labels } = context;
    if let Some(address) = safe_image(source, &options.image_origins) {
        let image = element("img", "rill-image")?;
        set(&image, "alt", text);
        set(&image, "loading", "lazy");
        set(&image, "decoding", "async");
        set(&image, "referrerpolicy", "no-referrer");
        if !title.is_empty() {
            set(&image, "title", title);
        }
        // Last, because this starts the download.
        set(&image, "src", address);
        return Some(image);
    }
    let link = instantiate("a", "", LINK)?;
    let text = if text.trim().is_empty() {
        labels.get(Label::UnnamedImage)
    } else {
        text
    };
    let label = match host(source) {
        Some(host) => labels.fill(Label::ImageFrom, &[("text", text), ("host", host)]),
        None => labels.fill(Label::Image, &[("text", text)]),
    };
    set_destination(&link, Some(source), "", options);
    link.set_class_name("rill-image-link");
    link.set_text_content(Some(&label));
    Some(link)
}
