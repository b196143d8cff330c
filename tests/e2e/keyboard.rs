//! The composer under real key presses.

use fantoccini::key::Key;
use serde_json::json;

use crate::page::{finish, text, with_page};

#[test]
fn shift_enter_breaks_the_line_and_enter_sends() {
    with_page(async |page| {
        page.open_scenario(json!({"steps": [text("Yes."), finish("STOP")]}))
            .await;
        let (shift, enter) = (char::from(Key::Shift), char::from(Key::Enter));
        page.keys(&format!("one{shift}{enter}{shift}two")).await;
        assert_eq!(page.draft().await, "one\ntwo");
        page.keys(&enter.to_string()).await;
        page.settled().await;
        assert_eq!(page.prompts().await, ["one\ntwo"]);
        assert_eq!(page.draft().await, "");
    });
}

#[test]
fn an_enter_that_ends_a_composition_does_not_send() {
    with_page(async |page| {
        page.open_scenario(json!({"steps": [text("Yes."), finish("STOP")]}))
            .await;
        page.write("kanji").await;
        // No driver can type with an input method, so the events are synthetic: as most browsers
        // dispatch them, and as Safari does, after `compositionend` and with key code 229.
        page.run(
            "const area = document.querySelector('.rill-chat textarea'); \
             const enter = more => area.dispatchEvent(new KeyboardEvent('keydown', \
               {key: 'Enter', bubbles: true, cancelable: true, ...more})); \
             enter({isComposing: true}); enter({keyCode: 229})",
        )
        .await;
        assert_eq!(page.prompts().await, [""; 0]);
        assert_eq!(page.draft().await, "kanji");
    });
}

#[test]
fn a_blank_message_is_not_sent() {
    with_page(async |page| {
        page.open_scenario(json!({"steps": [text("Yes."), finish("STOP")]}))
            .await;
        page.ask("   ").await;
        assert!(!page.can_send().await);
        assert_eq!(page.prompts().await, [""; 0]);
        assert!(page.gemini.requests().is_empty());
    });
}
