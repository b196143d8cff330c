use std::collections::BTreeSet;

use super::schema::{ATTRIBUTES, CUSTOM_PROPERTIES, EVENTS, Kind, METHODS, PROPERTIES};
use super::*;

#[test]
fn what_is_committed_is_what_is_generated() {
    check().unwrap();
}

#[test]
fn each_member_has_a_name_of_its_own() {
    let names = ATTRIBUTES.iter().map(schema::Attribute::property);
    let names = names.chain(PROPERTIES.iter().map(|property| property.name.to_owned()));
    let names = names.chain(METHODS.iter().map(|method| method.name.to_owned()));
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name.clone()), "{name} is there twice");
    }
    for event in EVENTS {
        assert!(
            event.name.starts_with("rill-"),
            "{} has no prefix",
            event.name
        );
    }
}

#[test]
fn each_default_is_one_of_what_is_allowed() {
    for attribute in ATTRIBUTES {
        let default = attribute.default;
        let is_allowed = match attribute.kind {
            Kind::Text => true,
            Kind::Choice(words) => default.is_empty() || words.contains(&default),
            Kind::Number { min, max, .. } => (min..=max).contains(&default.parse().unwrap()),
            _ => default.is_empty(),
        };
        assert!(is_allowed, "{}: {default}", attribute.name);
    }
}

#[test]
fn names_of_properties() {
    let property = |name: &str| {
        let attribute = ATTRIBUTES.iter().find(|attribute| attribute.name == name);
        attribute.unwrap().property()
    };
    assert_eq!(property("open"), "open");
    assert_eq!(property("retry-base-delay"), "retryBaseDelay");
}

/// The style sheets are the single source of the defaults: each sets its own in the first rule that
/// contains the property given here.
#[test]
fn the_custom_properties_are_those_of_the_style_sheet() {
    let mut declared = Vec::new();
    for (sheet, first) in [
        ("style/widget.css", "--rill-accent:"),
        ("src/element/panel.css", "--rill-inline-size:"),
        ("src/element/element.css", "--rill-offset:"),
    ] {
        let css = without_comments(&read(sheet).unwrap());
        let rule = css.split('{').find(|rule| rule.contains(first));
        let rule = rule.and_then(|rule| rule.split('}').next()).unwrap();
        let lines = rule.split(';').filter_map(|line| line.split_once(':'));
        let lines = lines.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
        declared.extend(lines.filter(|(name, _)| name.starts_with("--")));
    }
    let listed = CUSTOM_PROPERTIES.iter();
    let listed = listed.map(|property| (property.name.to_owned(), property.default.to_owned()));
    assert_eq!(declared, listed.collect::<Vec<_>>());
}

fn without_comments(css: &str) -> String {
    let mut pieces = css.split("/*");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| {
        text + piece.split_once("*/").map_or("", |(_, after)| after)
    })
}

#[test]
fn json_as_people_read_it() {
    let json = json::map([
        ("a", "say \"\\\n\u{1}ü\"".into()),
        ("nothing", "".into()),
        ("no", json::Json::Bool(false)),
        ("none", json::Json::List(vec![])),
        ("b", json::list(&[true, false], |is| json::Json::Bool(*is))),
        ("c", json::map([("d", json::map([]))])),
    ]);
    let expected = "{\n  \"a\": \"say \\\"\\\\\\n\\u0001ü\\\"\",\n  \"b\": [\n    true,\n    false\n  ],\n  \"c\": {}\n}\n";
    assert_eq!(json.to_string(), expected);
}

#[test]
fn the_readme_keeps_what_stands_around_the_reference() {
    let readme = "a\n<!-- generated: element -->\nSTALE\n<!-- end -->\nb\n";
    let text = readme::text(readme).unwrap();
    assert!(text.starts_with("a\n<!-- generated: element -->\n\n| attribute |"));
    assert!(text.ends_with(" |\n\n<!-- end -->\nb\n"));
    assert!(!text.contains("STALE"));
    assert!(readme::text("a\n").is_err());
}
