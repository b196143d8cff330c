//! Markdown in the built page, under the strict Content Security Policy that it sets itself.

use rill_chat::storyteller;
use serde_json::{Value, json};

use crate::page::{Page, finish, text, with_page};

#[path = "../it/hostile/corpus.rs"]
mod corpus;

const TOUR: &str = "Give me a tour of Markdown.";

/// Makes the page record policy violations, errors and rejections from now on.
const LISTEN: &str = "window.refused = []; \
    document.addEventListener('securitypolicyviolation', event => \
        refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)); \
    addEventListener('error', event => refused.push(`${event.message}`)); \
    addEventListener('unhandledrejection', event => refused.push(`${event.reason}`)); \
    const say = console.error; \
    console.error = (...all) => { refused.push(all.join(' ')); say(...all); };";

/// Returns what was recorded, and what was fetched from anywhere but the page's own server and its
/// relay. The demo's policy refuses a `data:` image, which is fetched from nowhere. Some browsers
/// report a harmless `ResizeObserver loop` error when a callback changes a size.
async fn refused(page: &Page) -> Vec<String> {
    let own = json!([
        page.gemini.url(),
        "data:",
        "img-src data",
        "ResizeObserver loop"
    ]);
    let script = format!(
        "const far = performance.getEntriesByType('resource').map(entry => entry.name); \
         return [...window.refused, ...far].filter(name => \
             ![location.origin, ...{own}].some(start => name.startsWith(start)))"
    );
    serde_json::from_value(page.run(&script).await).unwrap()
}

async fn count(page: &Page, selector: &str) -> u64 {
    let selector = json!(format!("[data-role=model] {selector}"));
    let count = page
        .run(&format!(
            "return document.querySelectorAll({selector}).length"
        ))
        .await;
    count.as_u64().unwrap()
}

/// Returns the pieces of the tour, as the storyteller cuts them.
fn tour() -> Vec<String> {
    let request = json!({"contents": [{"role": "user", "parts": [{"text": TOUR}]}]});
    storyteller::frames(&request)
        .iter()
        .filter_map(|frame| frame.response["candidates"][0]["content"]["parts"].as_array())
        .flatten()
        .filter_map(|part| part["text"].as_str())
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_tour_of_markdown_shows_everything_and_breaks_no_rule() {
    with_page(async |page| {
        // Without the storyteller's pauses, which are only for readers.
        let steps: Vec<_> = tour().iter().map(|piece| text(piece)).collect();
        let steps: Vec<_> = steps.into_iter().chain([finish("STOP")]).collect();
        page.open_scenario(json!({ "steps": steps })).await;
        page.run(LISTEN).await;
        page.ask(TOUR).await;
        page.settled().await;
        for (selector, least) in [
            ("h3", 1),
            ("h4", 4),
            (":is(em, strong, s)", 4),
            ("p > code", 1),
            ("a[href][target=_blank]", 3),
            ("ol > li", 3),
            ("li > ul > li", 3),
            ("li .rill-code .rill-hl-keyword", 1),
            ("li.rill-task > input", 2),
            (".rill-code .rill-copy", 3),
            (".rill-hl-string", 1),
            (".rill-hl-comment", 1),
            (".rill-table th[scope=col]", 4),
            (".rill-table td.rill-right", 6),
            ("blockquote ul > li", 2),
            (".rill-alert[data-alert=tip]", 1),
            (".rill-alert[data-alert=warning] .rill-image-link", 1),
            (".rill-host", 1),
            ("hr", 1),
            ("sup > a.rill-ref", 2),
            (".rill-footnote > .rill-back", 2),
        ] {
            let found = count(&page, selector).await;
            assert!(found >= least, "{found} {selector} in the tour");
        }
        assert_eq!(count(&page, ":is(img, b, script)").await, 0);
        page.until(
            "the formulas are made",
            "return document.querySelectorAll('[data-role=model] .rill-math > math').length >= 2",
        )
        .await;
        assert_eq!(refused(&page).await, [""; 0]);
        assert_eq!(page.notice().await, "");
    });
}

#[test]
fn the_demo_has_the_tour_without_a_network() {
    with_page(async |page| {
        page.open().await;
        page.run(LISTEN).await;
        page.ask(TOUR).await;
        // The first words are enough: from there on it streams like any story.
        page.answer_of(40).await;
        assert_eq!(count(&page, "h3").await, 1);
        page.press_stop().await;
        page.settled().await;
        assert_eq!(refused(&page).await, [""; 0]);
        assert!(page.gemini.requests().is_empty());
    });
}

/// One answer for all snippets of a title: each snippet alone is tested in `tests/web`.
#[test]
fn hostile_answers_break_no_rule() {
    with_page(async |page| {
        let mut titles: Vec<_> = corpus::snippets().iter().map(|(title, _)| *title).collect();
        titles.dedup();
        page.scenario(json!({ "steps": [finish("STOP")] }));
        page.open_relay("scenario-test").await;
        page.run(LISTEN).await;
        for title in titles {
            page.scenario(json!({ "steps": hostile(title) }));
            page.ask("Go").await;
            page.settled().await;
            assert_eq!(refused(&page).await, [""; 0], "{title}");
            let hacked = page.run("return window.__hacked ?? null").await;
            assert_eq!(hacked, Value::Null, "{title}");
        }
        let selector = "document.querySelector('.rill-chat').querySelectorAll(\
             'script, iframe, object, embed, style, link, meta, base, template')";
        let strange = page.run(&format!("return {selector}.length")).await;
        assert_eq!(strange, json!(0));
    });
}

/// Returns the frames of an answer with all snippets under a title, each below its name.
fn hostile(title: &str) -> Vec<Value> {
    let all = corpus::snippets();
    let wanted = all.iter().filter(|(found, _)| *found == title);
    let texts = wanted.map(|(_, one)| format!("{}\n\n{}", one.name, one.text(300)));
    let texts: Vec<_> = texts.collect();
    let characters: Vec<_> = texts.join("\n\n").chars().collect();
    let pieces = characters
        .chunks(200)
        .map(|piece| text(&String::from_iter(piece)));
    pieces.chain([finish("STOP")]).collect()
}
