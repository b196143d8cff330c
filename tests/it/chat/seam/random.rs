//! Properties of the seam for any text, cut anywhere and with any repetition.

use proptest::{prelude::*, sample::Index};

use rill_chat::chat::Seam;

use super::{anchor, joined, joined_until};

/// Text with the constructs that answers are made of, and with much repetition.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-d]{1,6}",
        3 => "(knight|brave|the|don't|Arthur|e\u{301}té)",
        2 => "[一-五騎士]{1,4}",
        1 => "(فارس|שלום|👩‍👧|👍🏽|ข่าว|नमस्ते)",
        2 => "[0-9.]{1,7}",
        8 => " ",
        2 => "(, |\\. |\\.\\.\\.|… |: |  |! |;)",
        2 => "[-*_#>|`~\"'“”«»(){}]{1,3}",
        2 => "(\n|\n\n|\r\n|  \n|\n    |\n- |\n1\\. |\n> |\n## )",
        1 => "\n(```|```rust|~~~~|  ```js)\n",
        1 => "\n\\| a \\| b \\|\n\\|---\\|---\\|\n\\| 1 \\| 2 \\|\n",
        1 => "\\PC{1,3}",
    ];
    // Few distinct words, so that most of the text may repeat something.
    let dull = prop_oneof![
        4 => Just("a"),
        3 => Just(" "),
        2 => Just("ab"),
        1 => prop::sample::select(vec!["\n", ".", "1", "一", "`", "|", "-", "\"", "…", "\n```\n"]),
    ];
    prop_oneof![
        2 => proptest::collection::vec(piece, 1..60).prop_map(|pieces| pieces.concat()),
        1 => proptest::collection::vec(dull, 1..60).prop_map(|pieces| pieces.concat()),
    ]
}

/// Returns a character boundary of a text, its start and end included.
fn place(text: &str, index: &Index) -> usize {
    let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let places: Vec<_> = places.collect();
    places[index.index(places.len())]
}

/// Cuts a text at these places.
fn pieces<'a>(text: &'a str, cuts: &[Index]) -> Vec<&'a str> {
    let mut cuts: Vec<_> = cuts.iter().map(|cut| place(text, cut)).collect();
    cuts.sort_unstable();
    let mut start = 0;
    let mut pieces = Vec::new();
    for cut in cuts.into_iter().chain([text.len()]) {
        pieces.push(&text[start..cut]);
        start = cut;
    }
    pieces
}

/// Collapses each run of whitespace to one space: models do not repeat whitespace exactly.
fn folded(text: &str) -> String {
    let mut folded = String::new();
    for c in text.chars() {
        match c.is_whitespace() {
            true if folded.ends_with(' ') => {}
            true => folded.push(' '),
            false => folded.push(c),
        }
    }
    folded
}

/// Returns the suffixes of one text that are prefixes of the other, the longest first.
fn overlaps(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (folded(old.trim_end()), folded(new.trim_start()));
    let ends = old.char_indices().map(|(at, _)| &old[at..]);
    let ends = ends.filter(|end| new.starts_with(end));
    ends.map(str::to_owned).collect()
}

/// Returns whether a model may begin to repeat here: at a word, or after whitespace.
fn is_start(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let next = text[at..].chars().next();
    match (before.next(), next) {
        (_, None) => false,
        (_, Some(next)) if next.is_whitespace() => false,
        (None, _) => true,
        (Some('\'' | '’'), _) if before.next().is_some_and(char::is_alphabetic) => false,
        // Not inside a word, nor between characters that belong together.
        (Some(before), Some(next)) => {
            before.is_whitespace()
                || next.is_ascii_alphanumeric()
                    && before.is_ascii()
                    && !before.is_alphanumeric()
                    && before != '_'
        }
    }
}

/// Returns the starts within 200 characters from which the repeat is too long to be accidental.
fn starts(text: &str, cut: usize) -> Vec<usize> {
    let before = text[..cut].char_indices().rev().take(200);
    let starts = before.map(|(at, _)| at).filter(|at| {
        let repeat = folded(text[*at..cut].trim_end());
        is_start(text, *at) && repeat.chars().count() >= 12 && repeat.contains(char::is_alphabetic)
    });
    starts.collect()
}

/// Returns whether a continuation in place could be read differently: each of these cases is also
/// what a model writes that repeats a word, omits a blank or a line break, or reopens a block.
fn is_ambiguous(old: &str, new: &str) -> bool {
    let next = new.trim_start();
    let line = old.rsplit('\n').next().unwrap_or_default();
    // A repeated word or some digits, perhaps after punctuation.
    let word = next.trim_start_matches(|c: char| !c.is_alphabetic());
    let known = folded(old.trim_end());
    let again = |end: &String| {
        let at = known.len() - end.len();
        let says = |c: char| c.is_alphabetic() || end.len() > 2 && c.is_numeric();
        let in_word = known[..at].ends_with(char::is_alphanumeric);
        end.contains(says) && !(in_word && end.starts_with(|c: char| c.is_ascii()))
    };
    if [next, word]
        .iter()
        .any(|new| overlaps(old, new).iter().any(again))
    {
        return true;
    }
    // A blank too many, or one omitted at a clause, a sentence or a name.
    let first = next.chars().next().unwrap_or_default();
    let clause = old.ends_with(['.', '!', '?', ',', ';']) || first.is_uppercase();
    if old.ends_with(' ') && new.starts_with(' ') || clause && first.is_alphabetic() {
        return true;
    }
    // An ellipsis, a fence, a row, a heading, an item.
    let marks = ['.', '…', '`', '~', '|', '#', '>', '-', '*', '+'];
    let item =
        line.contains(['-', '*', '+', '.', ')']) || old.ends_with(['.', '!', '?', ':', '。', '：']);
    next.starts_with(marks) || item && first.is_ascii_digit() || is_quoted(next)
}

fn is_quoted(text: &str) -> bool {
    text.starts_with(['"', '“', '„', '«', '»'])
}

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        max_global_rejects: 100_000,
        ..ProptestConfig::with_cases(400)
    }
}

proptest! {
    #![proptest_config(config())]

    /// A repeat of at least twelve characters with a letter in them is found, and nothing else is
    /// dropped. Ambiguous texts are excluded: where the text from the repeat's start also continues
    /// an earlier place, as in "so and so and so".
    #[test]
    fn a_repeat_is_dropped(
        text in text(), cut: Index, start: Index, cuts: Vec<Index>,
    ) {
        let cut = place(&text, &cut);
        let starts = starts(&text, cut);
        prop_assume!(!starts.is_empty());
        let start = starts[start.index(starts.len())];
        let repeat = folded(text[start..cut].trim_end());
        let longest = overlaps(&text[..cut], &text[start..]).into_iter().next();
        prop_assume!(longest == Some(repeat));
        let new = pieces(&text[start..], &cuts);
        prop_assert_eq!(joined(&text[..cut], new), text);
    }

    /// A repeat that breaks off adds nothing. Excluded is what also begins with the end of the first
    /// text: the rest of it may be new.
    #[test]
    fn a_repeat_that_breaks_off_adds_nothing(old in text(), end: Index, cuts: Vec<Index>) {
        let anchor = anchor(&old).unwrap_or_default();
        let part = &anchor[..place(&anchor, &end)];
        prop_assume!(part.trim().contains(' ') && part.contains(char::is_alphabetic));
        prop_assume!(overlaps(&old, part).is_empty());
        prop_assert_eq!(joined_until(&old, pieces(part, &cuts), Seam::break_off), old);
    }

    /// A continuation in place is kept as it is, unless `is_ambiguous` has another reading for it.
    #[test]
    fn nothing_is_dropped(text in text(), cut: Index, cuts: Vec<Index>) {
        let (old, new) = text.split_at(place(&text, &cut));
        prop_assume!(!is_ambiguous(old, new));
        prop_assert_eq!(joined(old, pieces(new, &cuts)), text);
    }

    /// For any two texts, the result does not depend on how the second was cut, the first stays as
    /// it is, and only the beginning of the second changes.
    #[test]
    fn the_cuts_do_not_matter(old in text(), new in text(), cuts: Vec<Index>) {
        let whole = joined(&old, [&*new]);
        prop_assert_eq!(&joined(&old, pieces(&new, &cuts)), &whole);
        let rest = whole.strip_prefix(&*old).expect("the first text as it was");
        let kept = [0, 1, 2].into_iter().any(|inserted| {
            rest.get(inserted..).is_some_and(|rest| new.ends_with(rest))
        });
        prop_assert!(kept, "{:?} is no end of {:?}", rest, new);
    }

    /// The same where the second text is part of the first, so that much is dropped.
    #[test]
    fn the_cuts_do_not_matter_where_much_is_repeated(
        text in text(), cut: Index, start: Index, cuts: Vec<Index>,
    ) {
        let cut = place(&text, &cut);
        let new = &text[place(&text[..cut], &start)..];
        let whole = joined(&text[..cut], [new]);
        prop_assert_eq!(joined(&text[..cut], pieces(new, &cuts)), whole);
    }
}
