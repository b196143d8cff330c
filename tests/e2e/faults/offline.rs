//! Without a connection. Only Chromium's driver can take it away; other browsers skip this.

use serde_json::json;

use super::{ended, until};
use crate::{
    browser,
    page::{Page, finish, text, with_page},
};

const ANSWERED: &str = "return !!document.querySelector('.rill-message[data-ending=complete]')";

/// Runs a test with a page that can be taken offline.
fn with_network<F>(test: impl FnOnce(Page) -> F + Clone + Send + 'static)
where
    F: Future<Output = ()> + Send + 'static,
{
    with_page(async |page| {
        if !browser::is("chromium") {
            println!("only Chromium's driver can take the connection away");
            return;
        }
        page.scenario(json!({"steps": [text("Here you are."), finish("STOP")]}));
        page.open_with_fast_retries(page.gemini.url()).await;
        test(page).await;
    });
}

async fn check(page: &Page, ending: &str, answer: &str, steps: &[&str]) {
    ended(page).await.unwrap();
    assert_eq!(page.ending().await, ending);
    assert_eq!(page.answer().await, answer);
    assert_eq!(page.steps().await, steps);
}

#[test]
fn a_message_waits_for_the_connection() {
    with_network(async |page| {
        page.set_offline(true).await;
        page.ask("Is anybody there?").await;
        check(&page, "offline", "", &["Send when online", "Try again"]).await;
        // The driver lets CORS preflights through.
        let requests = page.gemini.requests();
        assert!(requests.iter().all(|request| request.method == "OPTIONS"));

        page.take_step("Send when online").await;
        page.set_offline(false).await;
        until(&page, "the answer is there", ANSWERED).await.unwrap();
        check(&page, "complete", "Here you are.", &[]).await;
        assert_eq!(page.prompts().await, ["Is anybody there?"]);
    });
}

#[test]
fn trying_again_without_a_connection_changes_nothing() {
    with_network(async |page| {
        page.set_offline(true).await;
        page.ask("Is anybody there?").await;
        ended(&page).await.unwrap();
        page.take_step("Try again").await;
        check(&page, "offline", "", &["Send when online", "Try again"]).await;

        page.set_offline(false).await;
        page.take_step("Try again").await;
        until(&page, "the answer is there", ANSWERED).await.unwrap();
        check(&page, "complete", "Here you are.", &[]).await;
    });
}

#[test]
fn a_connection_lost_in_the_middle_leaves_the_text() {
    with_network(async |page| {
        // The driver leaves open connections alone, so the server has to cut this one.
        let whole = json!({"tell": {"text": "A little more and the rest.", "by": 40}});
        page.scenario(json!({"steps": [text("A little more"), {"pause": 8000}, "reset"]}));
        page.ask("Go").await;
        page.answer_of(1).await;
        page.set_offline(true).await;
        check(
            &page,
            "connection-lost",
            "A little more",
            &["Continue", "Try again"],
        )
        .await;

        page.set_offline(false).await;
        page.scenario(json!({"steps": [whole, finish("STOP")]}));
        page.take_step("Continue").await;
        until(&page, "the answer is there", ANSWERED).await.unwrap();
        check(&page, "complete", "A little more and the rest.", &[]).await;
    });
}
