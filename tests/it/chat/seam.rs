//! A broken answer and its continuation become one text, in which no word is missing or doubled.

mod cases;
mod random;

use rill_chat::chat::Seam;

/// Joins both texts, the second fed in these pieces.
fn joined<'a>(old: &str, pieces: impl IntoIterator<Item = &'a str>) -> String {
    joined_until(old, pieces, Seam::finish)
}

fn joined_until<'a>(
    old: &str,
    pieces: impl IntoIterator<Item = &'a str>,
    end: impl FnOnce(&mut Seam) -> String,
) -> String {
    let mut seam = Seam::after(old);
    let mut text = old.to_owned();
    for piece in pieces {
        text.push_str(&seam.push(piece));
    }
    text.push_str(&end(&mut seam));
    text
}

/// Returns the words that the model was asked to begin with.
fn anchor(old: &str) -> Option<String> {
    let instruction = Seam::after(old).instruction();
    let (_, rest) = instruction.split_once('«')?;
    let (anchor, _) = rest.rsplit_once('»')?;
    Some(anchor.to_owned())
}

/// Checks the joined text with `new` fed whole and character by character.
#[track_caller]
fn check(old: &str, new: &str, expected: &str) {
    assert_eq!(joined(old, [new]), expected, "whole: {old:?} + {new:?}");
    let chars: Vec<String> = new.chars().map(String::from).collect();
    let by_chars = joined(old, chars.iter().map(String::as_str));
    assert_eq!(by_chars, expected, "by characters: {old:?} + {new:?}");
}

#[test]
fn the_anchor() {
    let check = |old: &str, expected: Option<&str>| {
        assert_eq!(anchor(old).as_deref(), expected, "after {old:?}");
    };
    check("The brave kni", Some("The brave kni"));
    check("The brave knight. ", Some("The brave knight."));
    check("One.\n\n- The brave knight", Some("The brave knight"));
    check("> 1. The brave\n\n", Some("The brave"));
    let long = "word ".repeat(20);
    check(&long, Some(&"word ".repeat(12)[..59]));
    check("", None);
    check("\n\n---\n", None);
    check("```\n}\n", None);
    check("👍👍", None);
    check("x\n    let x = fo", Some("let x = fo"));
    check(&"日本語".repeat(30), Some(&"日本語".repeat(20)));
}

#[test]
fn the_instruction_says_what_is_open() {
    let says = |old: &str, what: &str| Seam::after(old).instruction().contains(what);
    assert!(says("Text", "language of the answer"));
    assert!(!says("Text", "code block"));
    assert!(says("```rust\nfn main", "code block is open"));
    assert!(!says("```rust\nfn main\n```\n", "code block"));
    assert!(!says("> ```\n> fn\n\nText", "code block"));
    assert!(says("- ~~~~ js\n  ~~~\n  f(", "code block is open"));
    assert!(says("| a | b |\n|---|---|\n| 1", "table is open"));
    assert!(!says("| a | b |\n|---|---|\n| 1 | 2 |\n\nText", "table"));
}

#[test]
fn what_is_decided_passes_through() {
    let mut seam = Seam::after("The brave");
    assert_eq!(seam.push(" "), "");
    assert_eq!(seam.push("knight rode"), " knight rode");
    assert_eq!(seam.push(" The brave"), " The brave");
    assert_eq!(seam.finish(), "");
    assert_eq!(seam.push("The brave"), "The brave");
}

/// Held-back text is bounded, even where the overlap stays ambiguous.
#[test]
fn not_too_much_is_held_back() {
    let same = "a ".repeat(10_000);
    let row = format!("| {same} |\n");
    let table = format!("{row}|---|\n");
    let code = format!("```\n{same}");
    for old in [&*same, &table, &code, "\"", "x", &row] {
        for new in [
            &*same,
            &" ".repeat(9_000),
            &row,
            &"`".repeat(9_000),
            &".".repeat(9_000),
        ] {
            let mut seam = Seam::after(old);
            assert_ne!(seam.push(&new[..5_000]), "", "{old:.20} + {new:.20}");
        }
    }
}

#[test]
fn an_end_while_held_back() {
    check("The brave knight", "the brave", "The brave knightthe brave");
    check("The brave knight", "The", "The brave knight The");
    check(
        "The brave knight",
        "The brave",
        "The brave knight The brave",
    );
    check("The brave knight", "The brave knight", "The brave knight");
    check("The brave knight", "", "The brave knight");
    check("The brave knight", " ", "The brave knight ");
    check("", "The brave knight", "The brave knight");
    check("```\nx", "``", "```\nx``");
    check("```\nx", "```", "```\nx\n```");
    check("The brave", "\"brave", "The brave\"brave");
    check("The brave", "..", "The brave..");
}
