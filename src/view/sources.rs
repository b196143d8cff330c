//! The sources of an answer and the searches behind it, below its text.
//!
//! Titles and addresses come from other people's pages. The HTML that Google sends for its search
//! suggestions is never used.

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast as _,
    web_sys::js_sys::encode_uri_component,
    web_sys::{Element, HtmlAnchorElement},
};

use super::{
    labels::Label,
    message::LiveMessage,
    piece::{Piece, piece},
    rich_text::{append_link, show_host},
    words::Words,
};
use crate::{
    chat::GroundingSource,
    markdown::{is_misleading, safe_link},
};

/// Where a search can be made again.
const SEARCH: &str = "https://www.google.com/search?q=";

/// Where Google redirects to a source from, with the source's host as the title.
const REDIRECT: &str = "https://vertexaisearch.cloud.google.com/grounding-api-redirect/";

/// Lists the sources of an answer, folded up.
pub(super) fn sources_view(message: LiveMessage) -> Piece {
    let words = Words::here();
    piece(move || {
        let sources = message.sources();
        let count = sources.len().to_string();
        let summary = move || words.fill(Label::Sources, &[("count", &count)]);
        (!sources.is_empty()).then(|| {
            view! {
                <details class="rill-sources" part="sources">
                    <summary>{summary}</summary>
                    <ol use:draw_sources=sources></ol>
                </details>
            }
        })
    })
}

/// Shows what the model searched the web for.
pub(super) fn searches_view(message: LiveMessage) -> Piece {
    let words = Words::here();
    piece(move || {
        let queries = message.web_search_queries();
        (!queries.is_empty()).then(|| {
            let label = words.say(Label::Searches);
            view! {
                <div class="rill-searches" part="searches">
                    <p aria-hidden="true">{label}</p>
                    <ul role="list" aria-label=label use:draw_searches=queries></ul>
                </div>
            }
        })
    })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "`use:` passes the element by value"
)]
fn draw_sources(list: Element, sources: Vec<GroundingSource>) {
    for GroundingSource { uri, title } in sources {
        if let Some(link) = append_link(&list) {
            let (uri, title) = (uri.unwrap_or_default(), title.unwrap_or_default());
            set_source(&link, &uri, &title);
        }
    }
}

/// Names a source by its title and its host. If its address is not allowed, only its title is left.
fn set_source(link: &Element, uri: &str, title: &str) {
    link.set_text_content(Some(if title.is_empty() { uri } else { title }));
    let (Some(address), Some(anchor)) = (safe_link(uri, &[]), link.dyn_ref::<HtmlAnchorElement>())
    else {
        return;
    };
    let _ = link.set_attribute("href", address);
    // What counts is how the browser parses the address.
    let host = anchor.hostname();
    if host.is_empty() {
        let _ = link.remove_attribute("href");
    } else if title.is_empty() {
        link.set_text_content(Some(&host));
    } else if !title.eq_ignore_ascii_case(&host) && !address.starts_with(REDIRECT) {
        let class = if is_misleading(title, address) {
            "rill-host"
        } else {
            "rill-site"
        };
        show_host(link, class, &host);
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "`use:` passes the element by value"
)]
fn draw_searches(list: Element, queries: Vec<String>) {
    for query in queries {
        if let Some(link) = append_link(&list) {
            let address = format!("{SEARCH}{}", encode_uri_component(&query));
            let _ = link.set_attribute("href", &address);
            link.set_text_content(Some(&query));
        }
    }
}
