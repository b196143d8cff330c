use super::*;
use crate::demo::attributes::{Kind, Shape};

/// Returns an allowed value that is not the default.
fn sample(attribute: Attribute) -> String {
    let list = |fields: &[&str]| {
        let fields: Vec<_> = fields.iter().map(|it| format!(r#""{it}":"a""#)).collect();
        format!("[{{{}}}]", fields.join(","))
    };
    match attribute.kind() {
        Kind::Text | Kind::Secret | Kind::Tokens => "de".to_owned(),
        Kind::Url(_) => "https://a.example".to_owned(),
        Kind::Boolean => "true".to_owned(),
        Kind::Choice(words) => words[words.len() - 1].to_owned(),
        Kind::Number(..) => "7".to_owned(),
        Kind::Json(Shape::Object, _) => r#"{"a":"b"}"#.to_owned(),
        Kind::Json(Shape::List(fields) | Shape::ListOrTexts(fields), _) => list(fields),
    }
}

/// Returns the settings for these values.
fn settings(says: impl Fn(Attribute) -> String) -> Settings {
    let mut settings = Settings::default();
    for attribute in Attribute::ALL {
        settings.take(attribute, attribute.effective_value(&says(attribute)));
    }
    settings
}

#[test]
fn each_attribute_makes_a_difference() {
    let without = settings(|_| String::new());
    for attribute in Attribute::ALL {
        let with = settings(|it| {
            if it == attribute {
                sample(it)
            } else {
                String::new()
            }
        });
        assert_eq!(with != without, Settings::know(attribute), "{attribute:?}");
    }
}

#[test]
fn without_attributes_it_is_what_the_crate_does_by_itself() {
    let Service {
        config, recovery, ..
    } = settings(|_| String::new()).service;
    assert_eq!(config, Config::default());
    assert_eq!(recovery, Recovery::default());
}

#[test]
fn who_answers_is_a_matter_of_the_address() {
    for (endpoint, source) in [
        ("", Source::Storyteller),
        (GOOGLE, Source::Google),
        ("https://relay.example", Source::Relay),
        ("ftp://relay.example", Source::Storyteller),
    ] {
        let settings = settings(|attribute| match attribute {
            Attribute::Endpoint => endpoint.to_owned(),
            _ => String::new(),
        });
        assert_eq!(settings.service.source(), source, "{endpoint}");
    }
}
