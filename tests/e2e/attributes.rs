//! The demo's controls: one for each attribute of the element, each taking effect at once.

use serde_json::json;

use crate::page::{finish, text, with_page};

// Included by path, because the element's package is a binary without a Rust API.
#[expect(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "only the attributes are looked at"
)]
#[path = "../../src/element/schema.rs"]
mod schema;

use schema::{ATTRIBUTES, Kind};

const EMPTY: &str = "<rill-chat></rill-chat>";

#[test]
fn each_attribute_has_a_control_with_a_name_and_help() {
    with_page(async |page| {
        page.open().await;
        page.open_attributes().await;
        let controls = "return Array.from(document.querySelectorAll('.demo-control'), it => { \
                 const control = it.querySelector('input, select, textarea'); \
                 const help = document.getElementById(control.getAttribute('aria-describedby')); \
                 return [control.labels[0].textContent, control.type, help.textContent.trim()]; \
             })";
        let found = page.run(controls).await;
        let found = found.as_array().unwrap();
        assert_eq!(found.len(), ATTRIBUTES.len());
        for (attribute, control) in ATTRIBUTES.iter().zip(found) {
            let kind = match attribute.kind {
                Kind::Boolean => "checkbox",
                Kind::Choice(_) => "select-one",
                Kind::Json { .. } => "textarea",
                _ => "text",
            };
            assert_eq!(control[0], attribute.name);
            assert_eq!(control[1], kind, "{}", attribute.name);
            let help = control[2].as_str().unwrap();
            let words = attribute.doc.replace('`', "");
            assert!(help.starts_with(&words), "{}: {help}", attribute.name);
        }
    });
}

#[test]
fn a_control_changes_the_chat_and_the_tag_at_once() {
    with_page(async |page| {
        page.open().await;
        page.write("half a sentence").await;
        page.open_attributes().await;
        page.press_clear().await;
        assert_eq!(page.tag().await, EMPTY);

        let chat = "document.querySelector('.rill-chat')";
        let cases = [
            (
                "chat-title",
                "Say \"it's\" & <b>",
                "querySelector('.rill-title').textContent === 'Say \"it\\'s\" & <b>'",
            ),
            ("lang", "ar", "dir === 'rtl'"),
            ("dir", "ltr", "dir === 'ltr'"),
            (
                "placeholder",
                "Ask away",
                "querySelector('textarea').placeholder === 'Ask away'",
            ),
            (
                "greeting",
                "Welcome",
                "querySelector('.rill-content').textContent.includes('Welcome')",
            ),
            (
                "suggestions",
                "[\"Hi\"]",
                "querySelector('[part~=suggestion]').textContent === 'Hi'",
            ),
            ("theme", "dark", "dataset.theme === 'dark'"),
            ("disabled", "", "querySelector('textarea').disabled"),
            // Does not change the chat itself, but the tag must show it.
            ("mode", "popup", "isConnected"),
        ];
        for (name, value, seen) in cases {
            page.set_attribute(name, value).await;
            page.until(name, &format!("return {chat}.{seen}")).await;
        }
        let expected = "<rill-chat\n    mode=\"popup\"\n    disabled\n    placeholder=\"Ask away\"\n    \
             greeting=\"Welcome\"\n    suggestions='[\"Hi\"]'\n    \
             chat-title=\"Say &quot;it's&quot; &amp; &lt;b>\"\n    \
             lang=\"ar\"\n    dir=\"ltr\"\n    theme=\"dark\"\n></rill-chat>";
        assert_eq!(page.tag().await, expected);
        assert_eq!(page.draft().await, "half a sentence");
    });
}

#[test]
fn what_is_not_understood_is_named_and_does_not_count() {
    with_page(async |page| {
        page.open().await;
        page.open_attributes().await;
        page.press_clear().await;
        for (name, wrong, right, allowed) in [
            ("retry-attempts", "0", "5", "a whole number from 1 to 100"),
            (
                "endpoint",
                "ftp://a",
                "https://a.example",
                "a URL with http, https",
            ),
            ("generation-config", "[]", "{}", "a JSON object"),
        ] {
            let says = |text: &str| {
                format!(
                    "const control = document.getElementById('attribute-{name}'); \
                     const said = control.closest('.demo-control').querySelector('[role=status]'); \
                     return said.textContent.includes('{text}') && \
                         control.getAttribute('aria-invalid') === '{}'",
                    !text.is_empty()
                )
            };
            page.set_attribute(name, wrong).await;
            page.until(name, &says(allowed)).await;
            assert!(!page.tag().await.contains(name));
            page.set_attribute(name, right).await;
            page.until(name, &says("")).await;
            assert!(page.tag().await.contains(&format!("{name}=\"{right}\"")));
        }
    });
}

#[test]
fn the_next_request_is_as_the_controls_say() {
    with_page(async |page| {
        page.open_scenario(json!({"steps": [text("Yes."), finish("STOP")]}))
            .await;
        page.ask("One").await;
        page.settled().await;
        page.scenario_named("other", json!({"steps": [text("No."), finish("STOP")]}));
        page.open_attributes().await;
        for (name, value) in [
            ("model", "scenario-other"),
            ("api-version", "v1"),
            ("api-key", "a-key"),
            ("system-instruction", "Be brief."),
            ("generation-config", r#"{"maxOutputTokens":80}"#),
            ("safety-settings", r#"[{"category":"C","threshold":"T"}]"#),
            ("feedback", ""),
        ] {
            page.set_attribute(name, value).await;
        }
        assert!(!page.tag().await.contains("key"));
        page.ask("Two").await;
        page.settled().await;
        assert_eq!(page.answer().await, "No.");
        assert_eq!(page.prompts().await, ["One", "Two"]);
        let feedback = "return !!document.querySelector('[part~=feedback-button]')";
        page.until("the thumbs are there", feedback).await;

        let requests = page.gemini.requests();
        let sent = requests.iter().filter(|request| request.method == "POST");
        let [first, second] = sent.collect::<Vec<_>>()[..] else {
            panic!("not two requests");
        };
        assert!(first.path.starts_with("/v1beta/models/scenario-test:"));
        assert_eq!(first.header("x-goog-api-key"), None);
        assert!(second.path.starts_with("/v1/models/scenario-other:"));
        assert_eq!(second.header("x-goog-api-key"), Some("a-key"));
        let body = &second.body;
        assert_eq!(body["contents"].as_array().unwrap().len(), 3);
        assert_eq!(body["systemInstruction"]["parts"][0]["text"], "Be brief.");
        assert_eq!(body["generationConfig"], json!({"maxOutputTokens": 80}));
        let safety = json!([{"category": "C", "threshold": "T"}]);
        assert_eq!(body["safetySettings"], safety);
    });
}
