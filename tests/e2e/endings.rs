//! How each ending is shown: the reason is stated, the text is kept, and there is a way to go on.

use std::time::Duration;

use rill_chat::ErrorKind;
use serde_json::json;
use simulator::Ending;

use crate::page::{finish, text, with_page};

/// Plays a scenario and compares the text that stays and some words of the notice.
#[track_caller]
fn check(steps: serde_json::Value, answer: &'static str, says: &'static str) {
    with_page(async move |page| {
        page.open_scenario(json!({"steps": steps})).await;
        page.ask("Go").await;
        page.settled().await;
        assert_eq!(page.answer().await, answer);
        let notice = page.notice().await;
        assert!(notice.contains(says), "«{notice}» should say «{says}»");
        assert!(!says.is_empty() || notice.is_empty(), "«{notice}»");
    });
}

#[test]
fn complete() {
    check(
        json!([text("All of it."), finish("STOP")]),
        "All of it.",
        "",
    );
}

#[test]
fn cut_off_by_the_limit_of_tokens() {
    check(
        json!([text("Half of"), finish("MAX_TOKENS")]),
        "Half of",
        "maximum length",
    );
}

#[test]
fn cut_off_by_the_connection() {
    check(
        json!([text("Half of"), {"pause": 2000}, "close"]),
        "Half of",
        "connection",
    );
}

#[test]
fn cut_off_without_a_finish_reason() {
    check(json!([text("Half of")]), "Half of", "connection");
}

#[test]
fn blocked_for_safety() {
    check(
        json!([text("How to"), finish("SAFETY")]),
        "How to",
        "safety",
    );
}

#[test]
fn a_refused_prompt() {
    check(
        json!([{"frame": {"promptFeedback": {"blockReason": "SAFETY"}}}]),
        "",
        "blocked",
    );
}

#[test]
fn an_error_in_mid_stream() {
    let error = json!({"frame": {"error": {"code": 503, "message": "…", "status": "UNAVAILABLE"}}});
    check(
        json!([text("Half of"), error]),
        "Half of",
        ErrorKind::Overloaded.sentence(),
    );
}

#[test]
fn a_refused_request_gives_the_text_back_and_retry_works() {
    with_page(async |page| {
        page.open_scenario(json!({
            "status": 503,
            "steps": [{"json": {"error": {"code": 503, "message": "…", "status": "UNAVAILABLE"}}}],
        }))
        .await;
        page.ask("A question of mine").await;
        page.settled().await;
        assert!(
            page.notice()
                .await
                .contains(ErrorKind::Overloaded.sentence())
        );
        // The text comes back only after the last automatic attempt.
        assert_eq!(page.draft().await, "A question of mine");

        page.scenario(json!({"steps": [text("Here it is."), finish("STOP")]}));
        page.press_retry().await;
        page.answer_of(1).await;
        page.settled().await;
        assert_eq!(page.answer().await, "Here it is.");
        assert_eq!(page.notice().await, "");
        assert_eq!(page.draft().await, "");
        assert_eq!(page.prompts().await, ["A question of mine"]);
    });
}

#[test]
fn an_edited_message_takes_the_place_of_the_unsent_one() {
    with_page(async |page| {
        page.open_scenario(json!({"status": 500, "steps": []}))
            .await;
        page.ask("First").await;
        page.settled().await;
        page.scenario(json!({"steps": [text("Fine."), finish("STOP")]}));
        page.ask(" thing").await;
        page.answer_of(1).await;
        page.settled().await;
        assert_eq!(page.prompts().await, ["First thing"]);
    });
}

#[test]
fn nobody_there() {
    with_page(async |page| {
        // Port 9 is the discard service: no server answers there, and browsers refuse to connect.
        page.open_with_fast_retries("http://127.0.0.1:9").await;
        page.ask("Hello?").await;
        page.settled().await;
        assert!(page.notice().await.contains(ErrorKind::Network.sentence()));
        assert_eq!(page.draft().await, "Hello?");
    });
}

#[test]
fn stop_closes_the_connection_and_keeps_the_text() {
    with_page(async |page| {
        page.open_scenario(json!({"steps": [text("As far as this"), "stall"]}))
            .await;
        page.ask("Go").await;
        page.answer_of(1).await;
        page.press_stop().await;
        page.settled().await;
        assert_eq!(page.answer().await, "As far as this");

        let closed = || page.gemini.requests().last().unwrap().ending == Ending::ClientDisconnected;
        for _ in 0..100 {
            if closed() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!(closed(), "the server sees the connection close");

        page.scenario(json!({"steps": [text("Again."), finish("STOP")]}));
        page.ask("Once more").await;
        page.answer_of(1).await;
        page.settled().await;
        assert_eq!(page.answer().await, "Again.");
    });
}
