//! Redacts API keys in error messages: servers quote the key that they refuse, and messages end up
//! in logs and in storage.

/// The prefixes of Google's keys.
const BEGINNINGS: [&str; 2] = ["AIza", "AQ."];

/// The length from which a word with such a prefix is taken for a key, in bytes.
const MIN_LENGTH: usize = 20;

/// Returns the text with an ellipsis in place of each key, behind its prefix.
pub(super) fn without_keys(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, beginning)) = first_key(rest) {
        let end = at + word(&rest[at..]);
        clean.push_str(&rest[..at]);
        clean.push_str(beginning);
        clean.push('…');
        rest = &rest[end..];
    }
    clean.push_str(rest);
    clean
}

/// Returns where the first key begins, and its prefix.
fn first_key(text: &str) -> Option<(usize, &'static str)> {
    let found = BEGINNINGS.iter().filter_map(|beginning| {
        let mut places = text.match_indices(beginning);
        let (at, _) = places.find(|(at, _)| word(&text[*at..]) >= MIN_LENGTH)?;
        Some((at, *beginning))
    });
    found.min_by_key(|(at, _)| *at)
}

/// Returns how many bytes at the start of a text may be part of a key.
fn word(text: &str) -> usize {
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    text.find(|c| !is_of_key(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(without_keys(text), expected);
    }

    #[test]
    fn keys_are_not_repeated() {
        let key = "AIzaSyA-1234567890_abcdefghijklmnopqrst";
        check(key, "AIza…");
        check(
            &format!("Consumer 'api_key:{key}' has been suspended."),
            "Consumer 'api_key:AIza…' has been suspended.",
        );
        check(
            &format!("?key={key}&alt=sse {key}"),
            "?key=AIza…&alt=sse AIza…",
        );
        check("token AQ.Ab8RN6Kabcdefghijklmnop!", "token AQ.…!");
        check(
            "Straße „AIza“, AQ. 7 — und weiter",
            "Straße „AIza“, AQ. 7 — und weiter",
        );
        check("", "");
    }
}
