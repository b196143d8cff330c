//! What holds for all texts, wherever they break and whatever the model repeats.

use proptest::{prelude::*, sample::Index};

use super::joined;

/// Text of the kinds that answers are made of, in which much comes twice.
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
    // Few words, so that most of it may be a repeat of something.
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

/// A place in a text between two characters, its ends included.
fn place(text: &str, index: &Index) -> usize {
    let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let places: Vec<_> = places.collect();
    places[index.index(places.len())]
}

/// The text in pieces, cut at these places.
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

/// The text with one space for each run of blanks: in what these are, models are not exact.
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

/// The ends of a text that another one begins with, the longest first.
fn overlaps(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (folded(old.trim_end()), folded(new.trim_start()));
    let ends = old.char_indices().map(|(at, _)| &old[at..]);
    let ends = ends.filter(|end| new.starts_with(end));
    ends.map(str::to_owned).collect()
}

/// Where a model may begin to repeat: at a word, or at what follows a blank.
fn is_start(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let next = text[at..].chars().next();
    match (before.next(), next) {
        (_, None) => false,
        (_, Some(next)) if next.is_whitespace() => false,
        (None, _) => true,
        (Some('\'' | '’'), _) if before.next().is_some_and(char::is_alphabetic) => false,
        // What stands on a letter, or holds two signs together, is no word's beginning.
        (Some(before), Some(next)) => {
            before.is_whitespace()
                || next.is_ascii_alphanumeric()
                    && before.is_ascii()
                    && !before.is_alphanumeric()
                    && before != '_'
        }
    }
}

/// The starts within 200 characters from which enough is repeated to be no accident.
fn starts(text: &str, cut: usize) -> Vec<usize> {
    let before = text[..cut].char_indices().rev().take(200);
    let starts = before.map(|(at, _)| at).filter(|at| {
        let repeat = folded(text[*at..cut].trim_end());
        is_start(text, *at) && repeat.chars().count() >= 12 && repeat.contains(char::is_alphabetic)
    });
    starts.collect()
}

/// Whether a text that goes on in place could be meant in another way: each of these is also what
/// a model writes that repeats a word, leaves a blank or a line break out, or opens a block again.
fn is_ambiguous(old: &str, new: &str) -> bool {
    let next = new.trim_start();
    let line = old.rsplit('\n').next().unwrap_or_default();
    // A word again or some digits, perhaps behind marks.
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
    // A blank too much, or one left out at a clause, a sentence or a name.
    let first = next.chars().next().unwrap_or_default();
    let clause = old.ends_with(['.', '!', '?', ',', ';']) || first.is_uppercase();
    if old.ends_with(' ') && new.starts_with(' ') || clause && first.is_alphabetic() {
        return true;
    }
    // Dots for what is left out, a fence, a row, a heading, an item.
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

    /// A repeat of twelve characters with a letter in them is found, and nothing else dropped.
    /// Excluded is only what has two readings: where the text behind the repeat's beginning is also
    /// that behind an earlier place, as in "so and so and so".
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

    /// A model that goes on in place is taken at its word, but where `is_ambiguous` has another
    /// reading for it.
    #[test]
    fn nothing_is_dropped(text in text(), cut: Index, cuts: Vec<Index>) {
        let (old, new) = text.split_at(place(&text, &cut));
        prop_assume!(!is_ambiguous(old, new));
        prop_assert_eq!(joined(old, pieces(new, &cuts)), text);
    }

    /// Whatever two texts are: the result does not depend on how the second was cut, the first
    /// stays as it is, and of the second only the beginning changes.
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

    /// The same where the second text is a part of the first: there is much to drop.
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
