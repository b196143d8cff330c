//! A conversation that the browser keeps, as a returning reader finds it.

use serde_json::json;

use crate::page::{Page, finish, text, with_page};

/// Opens a page that keeps its conversation, and waits in the middle of an answer.
async fn left_in_the_middle(page: &Page) {
    let steps = json!([text("Once upon "), text("a time there was"), "stall"]);
    page.scenario(json!({"steps": steps}));
    page.open_kept().await;
    page.ask("A story").await;
    page.answer_of(26).await;
    // Long enough for the text to be saved.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
}

async fn finds_it_cut_off(page: &Page) {
    page.answer_of(26).await;
    assert_eq!(page.answer().await, "Once upon a time there was");
    assert_eq!(page.prompts().await, ["A story"]);
    assert_eq!(page.ending().await, "connection-lost");
    assert_eq!(page.steps().await, ["Continue", "Try again"]);
}

#[test]
fn a_reload_in_the_middle_loses_nothing() {
    with_page(async |page| {
        left_in_the_middle(&page).await;
        page.open_kept().await;
        finds_it_cut_off(&page).await;

        let steps = json!([text("there was a brave knight."), finish("STOP")]);
        page.scenario(json!({"steps": steps}));
        page.take_step("Continue").await;
        page.answer_of(30).await;
        page.settled().await;
        let whole = "Once upon a time there was a brave knight.";
        assert_eq!(page.answer().await, whole);

        page.open_kept().await;
        page.answer_of(30).await;
        assert_eq!(page.answer().await, whole);
        assert_eq!(page.ending().await, "complete");
    });
}

#[test]
fn who_goes_back_finds_the_truth() {
    with_page(async |page| {
        left_in_the_middle(&page).await;
        page.go_away_and_back().await;
        finds_it_cut_off(&page).await;
    });
}
