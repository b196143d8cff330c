//! What this parser and `serde_json` must agree on for any text. The property tests beside this
//! file and a fuzz target check it.
//!
//! Both accept the same JSON as a raw value. Where `serde_json` makes a tree of it, this parser
//! finds the same tree. Where `serde_json` refuses valid JSON, it is for one of three reasons that
//! this parser does not share: a lone surrogate, a depth of 128, or a number that no `f64` holds.

use serde_json::{Value as Tree, value::RawValue};

use crate::json::{Value, Walk, list, object, push_quoted, read, seconds};

/// Parts of the messages of `serde_json` for what only it refuses.
const REFUSED: [&str; 4] = [
    "surrogate",
    // A leading surrogate is not followed by a trailing one.
    "unexpected end of hex escape",
    "recursion limit",
    "number out of range",
];

/// Deeper than `serde_json` goes, and safe for the stack.
const DEEP: usize = 200;

/// Checks all of it for this text.
///
/// # Panics
///
/// If the two disagree.
pub(crate) fn check(text: &str) {
    check_value(text);
    check_first(text);
    check_string(text);
    check_steps(text);
}

/// Checks the text as one value.
fn check_value(text: &str) {
    let raw = read(text, Walk::raw);
    let expected = serde_json::from_str::<&RawValue>(text).ok();
    assert_eq!(raw, expected.map(RawValue::get), "{text:?}");
    let tree = read(text, |walk| tree(walk, DEEP));
    let is_json = raw.is_some();
    match serde_json::from_str::<Tree>(text) {
        Ok(expected) => {
            assert_eq!(tree.as_ref(), Some(&expected), "{text:?}");
            check_parts(Value::first_of(text).unwrap_or(Value::NULL), &expected);
            check_written(&expected);
        }
        Err(error) if is_json => {
            let why = error.to_string();
            assert!(REFUSED.iter().any(|it| why.contains(it)), "{text:?}: {why}");
            // A `serde_json` tree has no place for a number that is too large.
            assert!(tree.is_some() || why.contains("range"), "{text:?}: {why}");
        }
        Err(_) => assert_eq!(tree, None, "{text:?}"),
    }
}

/// Reads a value into a `serde_json` tree; deeper than `depth`, only checks that it is JSON.
fn tree(walk: &mut Walk<'_>, depth: usize) -> Option<Tree> {
    if depth == 0 {
        return walk.skip().map(|()| Tree::Null);
    }
    Some(match walk.peek()? {
        b'{' => {
            let mut fields = serde_json::Map::new();
            walk.fields(&mut |name, walk| {
                fields.insert(name.to_owned(), tree(walk, depth - 1)?);
                Some(())
            })?;
            Tree::Object(fields)
        }
        b'[' => {
            let mut items = Vec::new();
            walk.items(&mut |walk| {
                items.push(tree(walk, depth - 1)?);
                Some(())
            })?;
            Tree::Array(items)
        }
        b'"' => walk.string()?.into(),
        b't' | b'f' => walk.bool()?.into(),
        b'n' => walk.option(|_| Some(Tree::Null))?.unwrap_or(Tree::Null),
        _ => serde_json::from_str(walk.raw()?).ok()?,
    })
}

/// Checks that each accessor yields the right value, and nothing for values of another type.
fn check_parts(value: Value<'_>, expected: &Tree) {
    assert_eq!(value.is_null(), expected.is_null());
    assert_eq!(value.is_true(), *expected == Tree::Bool(true));
    assert_eq!(value.string().as_deref(), expected.as_str());
    assert_eq!(value.text().as_deref(), expected.as_str());
    if !expected.is_string() {
        assert_eq!(value.number(), expected.as_u64());
    }
    let items = value.items();
    let expected_items = expected.as_array().map_or(&[][..], Vec::as_slice);
    assert_eq!(items.len(), expected_items.len());
    for (item, expected) in items.into_iter().zip(expected_items) {
        check_parts(item, expected);
    }
    let fields: Vec<_> = expected.as_object().into_iter().flatten().collect();
    for (name, expected) in &fields {
        check_parts(value.get(name), expected);
    }
    let first = value.first_field();
    match fields[..] {
        [] => assert!(first.is_null()),
        // Of several fields of one name, the last one counts, which need not be the first.
        [(_, only)] if value.raw().matches(':').count() == 1 => check_parts(first, only),
        _ => assert!(serde_json::from_str::<Tree>(first.raw()).is_ok()),
    }
}

/// Checks that `serde_json` reads from our JSON what it reads from its own.
fn check_written(value: &Tree) {
    let mut out = String::new();
    write(&mut out, value);
    let read = |text: &str| serde_json::from_str::<Tree>(text).ok();
    assert_eq!(read(&out), read(&value.to_string()));
}

fn write(out: &mut String, value: &Tree) {
    match value {
        Tree::String(text) => push_quoted(out, text),
        Tree::Array(items) => list(out, items, write),
        Tree::Object(values) => object(out, |fields| {
            for (name, value) in values {
                write(fields.name(name), value);
            }
        }),
        _ => out.push_str(&value.to_string()),
    }
}

/// Checks the first value of a text against the first one of a `serde_json` stream, which demands a
/// delimiter behind a value that does not end itself, such as a number.
fn check_first(text: &str) {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let first = Value::first_of(text).map(Value::raw);
    match values.next() {
        Some(Ok(expected)) => assert_eq!(first, Some(expected.get()), "{text:?}"),
        Some(Err(_)) | None => {
            let ends = first.is_some_and(|first| first.starts_with(['"', '{', '[']));
            assert!(!ends, "{text:?}: {first:?}");
        }
    }
}

/// Checks the text as the raw content of a JSON string, and as a string to be written.
fn check_string(text: &str) {
    let quoted = format!("\"{text}\"");
    let string = read(&quoted, Walk::string);
    if let Ok(expected) = serde_json::from_str::<String>(&quoted) {
        assert_eq!(string, Some(expected), "{text:?}");
    }
    let mut out = String::new();
    push_quoted(&mut out, text);
    assert_eq!(Some(&out), serde_json::to_string(text).ok().as_ref());
    assert_eq!(read(&out, Walk::string).as_deref(), Some(text));
    if let Some(time) = seconds(text) {
        let nanos = time.as_secs_f64() - text.parse::<f64>().unwrap_or(f64::NAN);
        assert!(
            nanos.abs() <= 1e-9 * time.as_secs_f64().max(1.0),
            "{text:?}: {time:?}"
        );
    }
}

/// Checks that any sequence of steps, even after a failed one, neither panics nor moves backwards.
/// The text itself chooses the steps.
fn check_steps(text: &str) {
    let mut walk = Walk::new(text);
    for step in text.bytes().take(64) {
        // The position that the steps before left.
        let before = walk;
        let _ = match step % 8 {
            0 => walk.peek().map(|_| ()),
            1 => walk.raw().map(|_| ()),
            2 => walk.option(Walk::raw).map(|_| ()),
            3 => walk.text().map(|_| ()),
            4 => walk.bool().map(|_| ()),
            5 => walk.fields(&mut |_, walk| walk.skip()),
            6 => walk.items(&mut |walk| walk.text().map(|_| ())),
            _ => walk.skip(),
        };
        let (mut before, mut after) = (before, walk);
        assert!(
            after.peek().is_none() || before.peek().is_some(),
            "{text:?}"
        );
    }
}
