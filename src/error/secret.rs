//! Keys in other people's words: servers quote the key that they refuse, and words end up in logs
//! and in storage.

/// What Google's keys begin with.
const BEGINNINGS: [&str; 2] = ["AIza", "AQ."];

/// A word that begins like a key is one from this length on, in bytes.
const SHORTEST: usize = 20;

/// The same words with an ellipsis in the place of each key.
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

/// Where the first key begins, and with what.
fn first_key(text: &str) -> Option<(usize, &'static str)> {
    let found = BEGINNINGS.iter().filter_map(|beginning| {
        let mut places = text.match_indices(beginning);
        let (at, _) = places.find(|(at, _)| word(&text[*at..]) >= SHORTEST)?;
        Some((at, *beginning))
    });
    found.min_by_key(|(at, _)| *at)
}

/// How many bytes of what a key can hold the text begins with.
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
