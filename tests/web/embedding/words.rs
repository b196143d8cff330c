//! Labels in another language.

use leptos::prelude::*;
use rill_chat::{
    chat::Content,
    view::{Chat, Labels, use_chat},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{client, with_view};
use crate::{
    page::{frame, task, until},
    server::Server,
};

const TEXT: &str = "| a |\n|---|\n| b |\n\n```\ncode\n```\n\n> [!NOTE]\n> Read.\n";

#[wasm_bindgen_test]
async fn every_word_follows_what_the_host_gives() {
    let server = Server::new();
    let client = client(&server, "first");
    let (page, labels) = with_view(move || {
        let chat = use_chat(&client, vec![Content::user("Go"), Content::model(TEXT)]);
        let labels = RwSignal::new(Labels::default());
        (labels, view! { <Chat chat labels/> }.into_any())
    })
    .await;
    frame().await;
    assert_eq!(page.texts(".rill-alert-title"), ["Note"]);
    labels.set(Labels::from_iter([
        ("send", "Los"),
        ("copy", "Kopieren"),
        ("table", "Tabelle"),
        ("note", "Hinweis"),
        ("chat", "Plausch"),
        ("error-overloaded", "Gerade ist viel los."),
        ("no-such-key", "?"),
    ]));
    task().await;
    let name = |selector: &str| page.one(selector).get_attribute("aria-label").unwrap();
    assert_eq!(name(".rill-send"), "Los");
    assert_eq!(name(".rill-chat"), "Plausch");
    // Labels inside an answer change too, though it was drawn before.
    assert_eq!(name(".rill-table"), "Tabelle");
    assert_eq!(page.texts(".rill-alert-title"), ["Hinweis"]);
    assert_eq!(page.texts(".rill-code .rill-copy"), ["Kopieren"]);
    assert_eq!(page.texts(".rill-actions .rill-copy"), ["Kopieren"]);
    assert_eq!(page.texts("td"), ["b"], "once, not twice");

    server.refuse(503, r#"{"error":{"code":503,"status":"UNAVAILABLE"}}"#);
    page.send("Hello").await;
    until("it is over", || page.phase() == "over").await;
    assert_eq!(page.notice().as_deref(), Some("Gerade ist viel los."));
    assert_eq!(
        page.texts("[role=alert]"),
        ["Gerade ist viel los."],
        "for those who listen, too"
    );
    // A label that is not given stays English.
    assert_eq!(page.texts("[data-remedy=retry]"), ["Try again"]);
}
