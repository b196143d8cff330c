//! Each language has every label, with the same placeholders.

use std::collections::{BTreeMap, BTreeSet};

use super::{LANGUAGES, Label, Labels};
use crate::json;

/// Returns the texts of a language by key, including keys that should not exist.
fn texts(json: &str) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let read = json::read(json, |walk| {
        walk.fields(&mut |key, walk| {
            let old = texts.insert(key.to_owned(), walk.string()?);
            old.is_none().then_some(())
        })
    });
    assert!(read.is_some(), "{json}");
    texts
}

/// Returns the names in braces, as often as they occur.
fn places(text: &str) -> Vec<&str> {
    let parts = text.split('{').skip(1);
    let mut names: Vec<_> = parts
        .map(|part| part.split('}').next().unwrap_or_default())
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn every_word_stands_at_its_place() {
    let mut keys = BTreeSet::new();
    for label in Label::all() {
        assert!(keys.insert(label.key()), "{} stands twice", label.key());
        assert!(!label.english().is_empty(), "{}", label.key());
    }
    assert_eq!(Label::Send.key(), "send");
    assert_eq!(Label::ErrorUnknown.key(), "error-unknown");
}

#[test]
fn every_language_has_every_word() {
    let expected: BTreeSet<_> = Label::all().map(Label::key).collect();
    for (tag, json) in LANGUAGES {
        let texts = texts(json);
        let keys: BTreeSet<_> = texts.keys().map(String::as_str).collect();
        assert_eq!(keys, expected, "{tag}");
        for label in Label::all() {
            let text = &texts[label.key()];
            assert_eq!(text.trim(), text, "{tag} {}", label.key());
            assert!(!text.is_empty(), "{tag} {}", label.key());
            assert_eq!(
                places(text),
                places(label.english()),
                "{tag} {}",
                label.key()
            );
        }
    }
}

/// The element shows texts before its program runs: some of its own, and some of these.
#[test]
fn every_language_has_the_words_of_the_element() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/element/languages");
    let of = |tag: &str| texts(&std::fs::read_to_string(format!("{folder}/{tag}.json")).unwrap());
    let labels: BTreeMap<_, _> = Label::all()
        .map(|label| (label.key(), label.english()))
        .collect();
    let mut english = of("en");
    english.retain(|key, text| match labels.get(&**key) {
        Some(expected) => {
            assert_eq!(text, expected, "{key}");
            false
        }
        None => true,
    });
    assert!(!english.is_empty());
    let keys: BTreeSet<_> = english.keys().collect();
    for (tag, _) in LANGUAGES {
        let texts = of(tag);
        assert_eq!(texts.keys().collect::<BTreeSet<_>>(), keys, "{tag}");
        for (key, text) in &texts {
            assert!(!text.is_empty() && text.trim() == text, "{tag} {key}");
            assert_eq!(places(text), places(&english[key]), "{tag} {key}");
        }
    }
    assert_eq!(
        std::fs::read_dir(folder).unwrap().count(),
        LANGUAGES.len() + 1
    );
}

#[test]
fn every_file_is_in_the_list() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/view/languages");
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort_unstable();
    let listed: Vec<_> = LANGUAGES
        .iter()
        .map(|(tag, _)| format!("{tag}.json"))
        .collect();
    assert_eq!(files, listed);
}

#[test]
fn words_are_filled_in() {
    let values = [("seconds", "5"), ("remedy", "Retry")];
    for (text, expected) in [
        ("{remedy} in {seconds} s", "Retry in 5 s"),
        ("{seconds}{seconds}", "55"),
        ("nothing", "nothing"),
        ("{unknown}!", "!"),
        // A mistake of the host does no harm.
        ("open {seconds", "open 5"),
        ("closed} {seconds}", "closed} 5"),
        ("", ""),
    ] {
        let labels = Labels::from_iter([("remedy-in", text)]);
        assert_eq!(labels.fill(Label::RemedyIn, &values), expected, "{text}");
    }
    // A value is not expanded again.
    let english = Labels::default();
    let values = [("remedy", "{seconds}"), ("seconds", "5")];
    assert_eq!(english.fill(Label::RemedyIn, &values), "{seconds} in 5 s");
}

#[test]
fn a_language_is_the_nearest_there_is() {
    for (wanted, send) in [
        ("de", Some("Senden")),
        ("de-AT", Some("Senden")),
        ("zh-Hant-TW", Some("发送")),
        ("en-GB", None),
        ("", None),
    ] {
        let labels = Labels::in_language(wanted);
        let got = labels.as_ref().map(|labels| labels.get(Label::Send));
        assert_eq!(got, send, "{wanted}");
    }
}

#[test]
fn a_word_is_replaced_and_others_stay() {
    let mut labels = Labels::default();
    assert!(labels.set("send", "Los"));
    assert!(labels.set("send", "Ab"));
    assert!(!labels.set("no-such-key", "?"));
    assert_eq!(labels, Labels::from_iter([("send", "Ab")]));
    assert_eq!(labels.get(Label::Stop), "Stop");
}
