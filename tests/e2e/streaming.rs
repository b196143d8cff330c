//! A story streams into the page.

use rill_chat::storyteller;
use serde_json::json;

use crate::page::{finish, text, with_page};

const PROMPT: &str = "Tell me a short story about a brave knight.";

/// Returns the whole text that the storyteller answers a prompt with.
pub(crate) fn story(prompt: &str) -> String {
    let request = json!({"contents": [{"role": "user", "parts": [{"text": prompt}]}]});
    storyteller::frames(&request)
        .iter()
        .filter_map(|frame| frame.response["candidates"][0]["content"]["parts"].as_array())
        .flatten()
        .filter_map(|part| part["text"].as_str())
        .collect()
}

/// Returns the paragraphs of a text, as the page shows them.
pub(crate) fn shown(text: &str) -> String {
    let paragraphs = text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty());
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn the_demo_tells_a_story_without_a_network() {
    with_page(async |page| {
        page.open().await;
        page.press_suggestion("A short story").await;
        page.answer_of(1).await;
        let early = page.answer().await;
        let story = shown(&story(PROMPT));
        assert!(
            story.starts_with(&early) && early.len() < story.len(),
            "{early}"
        );

        page.settled().await;
        assert_eq!(page.answer().await, story);
        assert_eq!(page.notice().await, "");
        assert!(page.gemini.requests().is_empty());
    });
}

#[test]
fn a_chat_of_two_turns_goes_to_the_relay() {
    with_page(async |page| {
        page.open_relay("gemini-flash-latest").await;
        page.ask(PROMPT).await;
        page.settled().await;
        assert_eq!(page.answer().await, shown(&story(PROMPT)));

        page.ask("And then?").await;
        page.settled().await;
        assert_eq!(page.prompts().await, [PROMPT, "And then?"]);

        let requests = page.gemini.requests();
        let second = requests
            .iter()
            .rfind(|request| request.method == "POST")
            .unwrap();
        assert_eq!(
            second.path,
            "/v1beta/models/gemini-flash-latest:streamGenerateContent"
        );
        assert_eq!(second.query, "alt=sse");
        assert_eq!(second.header("x-goog-api-key"), None);
        let contents = second.body["contents"].as_array().unwrap();
        let roles: Vec<_> = contents
            .iter()
            .map(|content| content["role"].as_str())
            .collect();
        assert_eq!(roles, [Some("user"), Some("model"), Some("user")]);
        let told = contents[1]["parts"].as_array().unwrap();
        let told: String = told
            .iter()
            .filter_map(|part| part["text"].as_str())
            .collect();
        assert_eq!(told, story(PROMPT));
    });
}

#[test]
fn text_is_exact_when_every_byte_comes_alone() {
    with_page(async |page| {
        page.open_scenario(json!({
            "steps": [text("Größe: 世界 "), text("👩‍🚀 “done”"), finish("STOP")],
            "cut": "every-byte",
        }))
        .await;
        page.ask("Go").await;
        page.settled().await;
        assert_eq!(page.answer().await, "Größe: 世界 👩‍🚀 “done”");
    });
}

#[test]
fn a_json_array_is_read_too() {
    with_page(async |page| {
        page.open_relay("scenario-array-in-place-of-events").await;
        page.ask("Go").await;
        page.settled().await;
        assert_ne!(page.answer().await, "");
        assert_eq!(page.notice().await, "");
    });
}

#[test]
fn what_stands_in_the_page_is_never_replaced() {
    with_page(async |page| {
        page.open_scenario(json!({"steps": [
            text("The first"), {"pause": 200}, text(" paragraph.\n\nThe second"), {"pause": 200},
            text(" one.\n\nThe third."), finish("STOP"),
        ]}))
        .await;
        // Removing a node that contains a text counts too; its target is then outside of the text.
        page.run(
            "window.removed = 0; const held = '.rill-text, .rill-message'; \
             new MutationObserver(list => { for (const { target, removedNodes } of list) \
             for (const node of removedNodes) if (target.closest?.('.rill-text') || \
             node.matches?.(held) || node.querySelector?.(held)) window.removed += 1; })\
             .observe(document.querySelector('.rill-chat'), {childList: true, subtree: true})",
        )
        .await;
        page.ask("Go").await;
        page.settled().await;
        let answer = page.answer().await;
        assert_eq!(
            answer,
            "The first paragraph.\n\nThe second one.\n\nThe third."
        );
        assert_eq!(page.run("return window.removed").await, json!(0));
        // The observer would have noticed a replacement.
        for selector in [
            ".rill-text p",
            ".rill-text",
            ".rill-message",
            ".rill-content",
        ] {
            let replace = format!(
                "const one = document.querySelector('{selector}'); window.removed = 0; \
                 one.replaceWith(one.cloneNode(true));"
            );
            page.run(&replace).await;
            let seen = page.run("return window.removed").await;
            assert_eq!(seen, json!(1), "{selector}");
        }
    });
}

#[test]
fn markup_in_an_answer_stays_text() {
    with_page(async |page| {
        let markup =
            "<img src=x onerror=\"window.hacked = true\"><script>window.hacked = true</script>";
        page.open_scenario(json!({"steps": [text(markup), finish("STOP")]}))
            .await;
        page.ask("Go").await;
        page.settled().await;
        assert_eq!(page.answer().await, markup);
        assert_eq!(
            page.run("return window.hacked === undefined").await,
            json!(true)
        );
    });
}
