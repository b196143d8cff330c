//! Links and images: a reader sees where they lead, and only allowed origins are fetched.

use leptos::prelude::*;
use rill_chat::view::{Chat, RichText};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{answered, attribute};
use crate::{
    page::{Page, call, frame},
    server::Server,
};

async fn with_options(rich_text: RichText, server: &Server) -> Page {
    let fetch = server.fetch();
    Page::with(move || {
        view! { <Chat endpoint="https://relay.example" fetch rich_text/> }.into_any()
    })
    .await
}

#[wasm_bindgen_test]
async fn a_link_opens_elsewhere_and_says_nothing_of_the_page() {
    let text = "[a](https://a.example/b) <https://c.example> https://d.example/e www.f.example \
        [g](mailto:h@i.example) [j](tel:+123)";
    let page = answered(text).await;
    let links = page.all(".rill-text a");
    let addresses: Vec<_> = links.iter().map(|link| attribute(link, "href")).collect();
    assert_eq!(
        addresses,
        [
            "https://a.example/b",
            "https://c.example",
            "https://d.example/e",
            "http://www.f.example",
            "mailto:h@i.example",
            "tel:+123",
        ]
    );
    for link in links {
        assert_eq!(attribute(&link, "target"), "_blank");
        let rel = attribute(&link, "rel");
        for word in ["noopener", "noreferrer", "nofollow"] {
            assert!(rel.split(' ').any(|found| found == word), "{rel}");
        }
    }
    assert!(page.all(".rill-host").is_empty());
}

#[wasm_bindgen_test]
async fn what_may_not_be_followed_is_words() {
    let page =
        answered("[a](javascript:b) [c](/d) [e](data:text/html,f) [g](ftp://h.example)").await;
    assert_eq!(page.answer(), ["a c e g"]);
    assert!(page.all(".rill-text [href]").is_empty());
}

#[wasm_bindgen_test]
async fn schemes_can_be_allowed_but_for_those_that_run() {
    let server = Server::new();
    let rich_text = RichText {
        link_schemes: vec!["ftp".into(), "javascript".into(), "data".into()],
        ..RichText::default()
    };
    let page = with_options(rich_text, &server).await;
    let text = "[a](ftp://b.example) [c](javascript:d) [e](data:text/html,f)";
    page.tell(&server, [text]).await;
    assert_eq!(
        attribute(&page.one(".rill-text a[href]"), "href"),
        "ftp://b.example"
    );
}

#[wasm_bindgen_test]
async fn a_link_that_names_another_host_is_marked() {
    let page = answered(
        "[www.bank.example](https://evil.example/login), [**bank**.example](https://evil.example), \
        [the bank](https://bank.example), [bank.example](https://bank.example/a), \
        [a](https://bank.example@evil.example/)",
    )
    .await;
    let texts = page.texts(".rill-text a");
    assert_eq!(
        texts[..4],
        [
            "www.bank.example (evil.example)",
            "bank.example (evil.example)",
            "the bank",
            "bank.example",
        ]
    );
    let hosts = page.texts(".rill-host");
    assert!(
        hosts.iter().all(|host| host == "(evil.example)"),
        "{hosts:?}"
    );
}

#[wasm_bindgen_test]
async fn a_link_is_no_link_before_its_address_is_there() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Go").await;
    for piece in ["See [the", " book](https://", "evil.example"] {
        server.say(piece);
        frame().await;
        assert!(page.all(".rill-text [href]").is_empty(), "after {piece}");
    }
    server.say("/a) now");
    frame().await;
    assert_eq!(
        attribute(&page.one(".rill-text a"), "href"),
        "https://evil.example/a"
    );
    assert_eq!(page.answer(), ["See the book now"]);
}

#[wasm_bindgen_test]
async fn an_image_from_elsewhere_is_a_link() {
    let page = answered("![A pool](https://images.example/a.png?said=b) ![](javascript:c)").await;
    assert!(page.all(".rill-text img").is_empty());
    assert_eq!(
        page.texts(".rill-text a.rill-image-link"),
        ["Image: A pool (images.example)", "Image: image"]
    );
    let links = page.all(".rill-text a");
    assert_eq!(
        attribute(&links[0], "href"),
        "https://images.example/a.png?said=b"
    );
    assert!(!links[1].has_attribute("href"));
}

#[wasm_bindgen_test]
async fn an_image_of_an_allowed_origin_is_shown() {
    // The page's own origin, so that the test contacts no other server.
    let origin = call("_", "return location.origin", &JsValue::NULL);
    let origin = origin.as_string().unwrap();
    let server = Server::new();
    let rich_text = RichText {
        image_origins: vec![origin.clone()],
        ..RichText::default()
    };
    let page = with_options(rich_text, &server).await;
    let text =
        format!("![A *pool*]({origin}/pool.png \"At low tide\") ![b](https://b.example/c.png)");
    page.tell(&server, [&*text]).await;
    let image = page.one(".rill-text img");
    assert_eq!(attribute(&image, "src"), format!("{origin}/pool.png"));
    assert_eq!(attribute(&image, "alt"), "A pool");
    assert_eq!(attribute(&image, "title"), "At low tide");
    assert_eq!(attribute(&image, "referrerpolicy"), "no-referrer");
    assert_eq!(attribute(&image, "loading"), "lazy");
    assert_eq!(page.texts(".rill-text a"), ["Image: b (b.example)"]);
}

/// The browser must not request an incomplete address.
#[wasm_bindgen_test]
async fn an_image_is_fetched_once_and_with_its_whole_address() {
    let server = Server::new();
    let origin = call("_", "return location.origin", &JsValue::NULL);
    let origin = origin.as_string().unwrap();
    let rich_text = RichText {
        image_origins: vec![origin.clone()],
        ..RichText::default()
    };
    let page = with_options(rich_text, &server).await;
    page.send("Go").await;
    for piece in ["![A po", "ol](", &origin, "/po", "ol.p", "ng"] {
        server.say(piece);
        frame().await;
        assert!(page.all(".rill-text img").is_empty(), "after {piece}");
    }
    server.say(") and");
    frame().await;
    let image = page.one(".rill-text img");
    server.say(" more");
    frame().await;
    assert!(page.one(".rill-text img").is_same_node(Some(&image)));
}
