use super::{Attribute, tag};

#[track_caller]
fn allowed(attribute: Attribute, texts: &[&str]) {
    for text in texts {
        assert_eq!(attribute.validation_error(text), None, "{text}");
        assert_eq!(attribute.effective_value(text), text.trim());
    }
}

#[track_caller]
fn refused(attribute: Attribute, words: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(
            attribute.validation_error(text).as_deref(),
            Some(words),
            "{text}"
        );
        assert_eq!(attribute.effective_value(text), attribute.default());
    }
}

#[test]
fn what_is_not_allowed_is_refused_and_the_default_stands() {
    allowed(
        Attribute::Endpoint,
        &["https://a.example/v1", "/api", " HTTP://a:1 "],
    );
    refused(
        Attribute::Endpoint,
        "a URL with http, https",
        &["ftp://a.example", "javascript:alert(1)"],
    );
    allowed(Attribute::Avatar, &["data:image/png;base64,AA==", "me.png"]);
    allowed(Attribute::RetryAttempts, &["1", "100", "3.0"]);
    refused(
        Attribute::RetryAttempts,
        "a whole number from 1 to 100",
        &["0", "101", "2.5", "some", "NaN"],
    );
    allowed(Attribute::SilenceLimit, &["0", "0.25", "86400"]);
    refused(
        Attribute::SilenceLimit,
        "a number from 0 to 86400",
        &["-1", "86401", "inf"],
    );
    allowed(Attribute::Thinking, &["off", "show"]);
    refused(Attribute::Thinking, "auto, off, show", &["loud"]);
    allowed(Attribute::GenerationConfig, &["{}", r#"{"seed":7}"#]);
    refused(
        Attribute::GenerationConfig,
        "a JSON object",
        &["[]", "7", "{"],
    );
    let texts = [r#"["Hi"]"#, r#"[{"label":"a","message":"b"},"c"]"#, "[]"];
    allowed(Attribute::Suggestions, &texts);
    refused(
        Attribute::Suggestions,
        "a JSON array of strings, or of objects with a label and a message",
        &[r#"[{"label":"a"}]"#, "[7]", r#""Hi""#],
    );
    refused(
        Attribute::SafetySettings,
        "a JSON array of objects with a category and a threshold",
        &[r#"["Hi"]"#],
    );
    allowed(Attribute::Tools, &[r#"[{"googleSearch":{}}]"#]);
    refused(
        Attribute::Tools,
        "a JSON array of objects",
        &[r#"["googleSearch"]"#, "{}"],
    );
}

#[test]
fn what_is_blank_is_not_there() {
    for attribute in Attribute::ALL {
        assert_eq!(attribute.validation_error("  "), None);
        assert_eq!(attribute.effective_value("  "), attribute.default());
    }
}

#[track_caller]
fn check_tag(says: &[(Attribute, &str)], expected: &str) {
    let tag = tag(|attribute| {
        let said = says.iter().find(|(of, _)| *of == attribute);
        said.map_or_else(String::new, |(_, text)| (*text).to_owned())
    });
    assert_eq!(tag, expected);
}

#[test]
fn the_tag_has_what_differs_from_the_defaults() {
    check_tag(&[], "<rill-chat></rill-chat>");
    check_tag(
        &[
            (Attribute::Model, "gemini-flash-latest"),
            (Attribute::RetryAttempts, "0"),
            (Attribute::ApiKey, "a secret"),
            (Attribute::ChatTitle, " Help "),
            (Attribute::Disabled, "true"),
        ],
        r#"<rill-chat disabled chat-title="Help"></rill-chat>"#,
    );
    check_tag(
        &[
            (Attribute::Greeting, "Say \"it's <b>\" & go"),
            (Attribute::Suggestions, r#"["Hi"]"#),
            (Attribute::Theme, "dark"),
        ],
        "<rill-chat\n    greeting=\"Say &quot;it's &lt;b>&quot; &amp; go\"\n    \
         suggestions='[\"Hi\"]'\n    theme=\"dark\"\n></rill-chat>",
    );
}
