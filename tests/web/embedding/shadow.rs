//! The widget in a shadow root, as the custom element mounts it.

use js_sys::Function;
use leptos::prelude::*;
use rill_chat::{
    chat::Content,
    view::{Chat, Wrap, use_chat},
};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use super::client;
use crate::{
    page::{Page, call, frame, task},
    server::Server,
};

const TEXT: &str = "Mass is $m$ and **energy** is $E$.";

/// Opens the widget in a shadow root, with one answer, and returns it with the shadow host.
async fn in_shadow() -> (Page, Element) {
    let server = Server::new();
    let client = client(&server, "first");
    let page = Page::in_shadow_with(move || {
        let chat = use_chat(&client, vec![Content::user("Go"), Content::model(TEXT)]);
        let header = Wrap::from(|piece: AnyView| view! { <slot name="header">{piece}</slot> });
        view! { <Chat chat header/> }.into_any()
    })
    .await;
    frame().await;
    let host = call(
        "one",
        "return one.getRootNode().host",
        &page.one(".rill-chat"),
    );
    (page, host.unchecked_into())
}

fn style(element: &Element, name: &str) -> String {
    let source = format!("return getComputedStyle(element).getPropertyValue('{name}').trim()");
    call("element", &source, element).as_string().unwrap()
}

#[wasm_bindgen_test]
async fn a_page_styles_the_element_from_outside() {
    let (page, host) = in_shadow().await;
    let widget = page.one(".rill-chat");
    let text = page.all(".rill-text").pop().unwrap();
    assert_eq!(style(&widget, "--rill-radius"), "1.25rem");
    let sheet = document().create_element("style").unwrap();
    sheet.set_text_content(Some(
        ".test-host { --rill-radius: 3px; --rill-accent: #123456 }",
    ));
    document().body().unwrap().append_child(&sheet).unwrap();
    host.set_class_name("test-host");
    for element in [&widget, &text] {
        assert_eq!(style(element, "--rill-radius"), "3px");
        assert_eq!(style(element, "--rill-accent"), "#123456");
    }
    sheet.remove();
}

#[wasm_bindgen_test]
async fn outside_of_a_shadow_root_one_rule_of_the_page_wins() {
    let server = Server::new();
    let page = Page::new(&server).await;
    let widget = page.one(".rill-chat");
    assert_eq!(style(&widget, "--rill-radius"), "1.25rem");
    let sheet = document().create_element("style").unwrap();
    sheet.set_text_content(Some(".rill-chat { --rill-radius: 3px }"));
    document()
        .body()
        .unwrap()
        .prepend_with_node_1(&sheet)
        .unwrap();
    assert_eq!(style(&widget, "--rill-radius"), "3px");
    sheet.remove();
}

#[wasm_bindgen_test]
async fn a_theme_may_stand_on_the_host() {
    let (page, host) = in_shadow().await;
    let widget = page.one(".rill-chat");
    for theme in ["dark", "light"] {
        host.set_attribute("data-theme", theme).unwrap();
        assert_eq!(style(&widget, "color-scheme"), theme);
    }
}

#[wasm_bindgen_test]
async fn what_is_copied_takes_formulas_along() {
    let (page, _) = in_shadow().await;
    let text = page.all(".rill-text").pop().unwrap();
    let source = "getSelection().setBaseAndExtent(
            element, 0, element, element.childNodes.length);
        const clipboardData = new DataTransfer();
        const event = new ClipboardEvent('copy', {
            clipboardData, bubbles: true, cancelable: true, composed: true,
        });
        element.querySelector('p').dispatchEvent(event);
        return event.defaultPrevented ? event.clipboardData.getData('text/plain') : '';";
    let copied = call("element", source, &text);
    assert_eq!(
        copied.as_string().unwrap(),
        "Mass is $m$ and energy is $E$."
    );
}

#[wasm_bindgen_test]
async fn the_old_way_to_copy_leaves_nothing_behind_and_gives_the_focus_back() {
    let (page, _) = in_shadow().await;
    let refuse = "Object.defineProperty(navigator, 'clipboard', {
            configurable: true,
            value: { writeText: () => Promise.reject(new Error('no')) },
        });
        const old = document.execCommand;
        let seen = '';
        document.execCommand = () => {
            const area = root.activeElement;
            seen = area.value + ' ' + getComputedStyle(area).clipPath;
            return true;
        };
        return () => {
            delete navigator.clipboard;
            document.execCommand = old;
            return seen;
        };";
    let root: JsValue = page.one(".rill-chat").get_root_node().into();
    let restore: Function = call("root", refuse, &root).unchecked_into();
    let button = page.one(".rill-actions .rill-copy");
    button.focus().unwrap();
    button.click();
    task().await;
    task().await;
    let seen = restore.call0(&JsValue::NULL).unwrap().as_string();
    assert_eq!(seen.unwrap(), format!("{TEXT} inset(50%)"));
    assert_eq!(button.text_content().as_deref(), Some("Copied"));
    assert_eq!(page.focused().class_name(), "rill-copy");
    assert_eq!(page.all("textarea").len(), 1);
}

#[wasm_bindgen_test]
async fn the_header_is_there_when_something_is_in_its_slot() {
    let (page, host) = in_shadow().await;
    assert!(!page.is_shown(".rill-header"));
    let logo = document().create_element("b").unwrap();
    logo.set_attribute("slot", "header").unwrap();
    host.append_child(&logo).unwrap();
    task().await;
    assert!(page.is_shown(".rill-header"));
    logo.remove();
    task().await;
    assert!(!page.is_shown(".rill-header"));
}
