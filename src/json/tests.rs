use std::time::Duration;

use proptest::{
    prelude::*,
    sample::{Index, select},
};

use super::*;

/// Almost JSON: fragments of it, in any order.
fn nearly_json() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "{", "}", "[", "]", ",", ":", " ", "\n", "\t\r", "\u{c}", "\"", "\\", "\"a\"", "\"\"",
        "\\u", "d83d", "\\n", "\\\"", "\\ud83d", "\\ude00", "00e4", "ä", "😊", "\u{1}", "true",
        "false", "null", "nul", "0", "1", "-", ".5", "e", "E+7", "12", "1.50", "{\"a\":", "[1,",
        "\u{feff}", "\u{a0}",
    ];
    prop::collection::vec(select(PIECES), 0..12).prop_map(|pieces| pieces.concat())
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::btree_map(any::<String>(), inner, 0..5)
                .prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn raw(text: &str) -> Option<&str> {
    read(text, Walk::raw)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nearly_json_is_what_serde_says(text in nearly_json()) {
        agreement::check(&text);
    }

    #[test]
    fn any_text_is_what_serde_says(text: String) {
        agreement::check(&text);
    }

    #[test]
    fn damaged_json_is_what_serde_says(value in json(), at: Index, piece in nearly_json()) {
        let text = value.to_string();
        let places: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
        let (before, after) = text.split_at(*at.get(&places));
        agreement::check(before);
        agreement::check(&format!("{before}{piece}{after}"));
    }

    #[test]
    fn what_is_json_is_walked_over(value in json(), pretty: bool) {
        let text = if pretty { format!("\n{value:#} ") } else { value.to_string() };
        prop_assert_eq!(raw(&text), Some(text.trim()));
        prop_assert_eq!(rewritten(&text), Some(value.to_string()));
        for (at, _) in text.trim_end().char_indices().skip(2) {
            if !value.is_number() {
                prop_assert_eq!(raw(&text[..at]), None);
            }
        }
    }

    #[test]
    fn settings_come_out_as_they_were_written(whole in 0_u32..5_000, decimals in 0_usize..6) {
        let text = format!("{:.decimals$}", f64::from(whole) / 10_f64.powi(decimals as i32));
        let number: f64 = text.parse().unwrap();
        prop_assert_eq!(float(number).parse(), Ok(number));
        prop_assert!(float(number).len() <= text.len());
    }
}

fn float(number: f64) -> String {
    let mut out = String::new();
    object(&mut out, |fields| fields.float("n", Some(number)));
    out.trim_start_matches("{\"n\":")
        .trim_end_matches('}')
        .to_owned()
}

/// Writes JSON again from what the parser reads in it.
fn rewritten(text: &str) -> Option<String> {
    fn value(walk: &mut Walk<'_>, out: &mut String) -> Option<()> {
        match walk.peek()? {
            b'{' => {
                let mut read = Some(());
                object(out, |fields| {
                    read = walk.fields(&mut |name, walk| value(walk, fields.name(name)));
                });
                read
            }
            b'[' => {
                let mut items = Vec::new();
                walk.items(&mut |walk| {
                    let mut item = String::new();
                    value(walk, &mut item)?;
                    items.push(item);
                    Some(())
                })?;
                list(out, &items, |out, item| out.push_str(item));
                Some(())
            }
            b'"' => {
                push_quoted(out, &walk.text()?);
                Some(())
            }
            b't' | b'f' => {
                out.push_str(if walk.bool()? { "true" } else { "false" });
                Some(())
            }
            b'n' => {
                out.push_str("null");
                walk.option(|_| Some(()))?;
                Some(())
            }
            _ => {
                out.push_str(walk.raw()?);
                Some(())
            }
        }
    }
    read(text, |walk| {
        let mut out = String::new();
        value(walk, &mut out)?;
        Some(out)
    })
}

#[test]
fn halves_of_characters() {
    for (json, expected) in [
        (r#""\ud83d""#, "\u{fffd}"),
        (r#""\ude00""#, "\u{fffd}"),
        (r#""\ud83d\ude00""#, "😀"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
        (r#""\ud83da""#, "\u{fffd}a"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
        (r#""\ud83d\u0041""#, "\u{fffd}A"),
    ] {
        assert_eq!(
            read(json, Walk::string).as_deref(),
            Some(expected),
            "{json}"
        );
    }
}

/// A frame may be of any depth: skipping does not recurse.
#[test]
fn depth() {
    let deep = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
    assert_eq!(raw(&deep), Some(&*deep));
}

#[test]
fn what_is_looked_into() {
    let text = r#"{"a": {"b": [1, "2", null, "x"]}, "c": "\u00e4", "d": true, "a ": 1, "c": "ö"}"#;
    let value = read(text, Value::read).unwrap();
    let numbers = value.get("a").get("b").items().into_iter();
    let numbers: Vec<_> = numbers.map(Value::number).collect();
    assert_eq!(numbers, [Some(1), Some(2), None, None]);
    assert_eq!(
        value.get("c").text().as_deref(),
        Some("ö"),
        "the last of several"
    );
    assert!(value.get("d").is_true());
    assert!(value.get("e").get("f").is_null());
    assert!(value.get("c").items().is_empty());
    assert_eq!(value.get("a").first_field().raw(), r#"[1, "2", null, "x"]"#);
}

#[test]
fn times() {
    for (text, expected) in [
        ("36", Some(Duration::from_secs(36))),
        ("34.4", Some(Duration::from_millis(34_400))),
        ("0.0000000019", Some(Duration::from_nanos(1))),
        ("", None),
        ("1.", None),
        (".5", None),
        ("-1", None),
        ("+1", None),
        ("99999999999999999999", None),
    ] {
        assert_eq!(seconds(text), expected, "{text}");
    }
}

#[test]
fn numbers_with_decimals() {
    for (number, expected) in [
        (0.0, "0"),
        (1.0, "1"),
        (0.7, "0.7"),
        (-1.25, "-1.25"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e15, "1000000000000000"),
        (f64::NAN, "{"),
    ] {
        assert_eq!(float(number), expected);
    }
}
