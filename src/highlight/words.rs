//! Lists of words in one string each, and the search in them.

use std::cmp::Ordering;

/// Whether `word` stands in `list`, whose words are sorted and have one space between them.
///
/// A string per list is what takes the least room in a wasm module: an array of strings has
/// eight bytes more for each word.
pub(super) fn has(list: &str, word: &[u8]) -> bool {
    let list = list.as_bytes();
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let before = &list[low..middle];
        let start = before.iter().rposition(|byte| *byte == b' ');
        let start = start.map_or(low, |space| low + space + 1);
        let end = list[middle..high].iter().position(|byte| *byte == b' ');
        let end = end.map_or(high, |space| middle + space);
        match list[start..end].cmp(word) {
            Ordering::Equal => return true,
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start.saturating_sub(1),
        }
    }
    false
}

/// What stands before the first `sign` and what behind it, or all and nothing.
///
/// One function instead of the iterators of the standard library, whose code is larger than what
/// they would save here.
#[inline(never)]
pub(super) fn cut(text: &str, sign: u8) -> (&str, &str) {
    let at = text.bytes().position(|byte| byte == sign);
    let at = at.unwrap_or(text.len());
    let before = text.get(..at).unwrap_or_default();
    (before, text.get(at + 1..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::has;

    #[test]
    fn finds_each_word_and_no_other() {
        let list = "as async await break case do";
        for word in list.split(' ') {
            assert!(has(list, word.as_bytes()), "{word}");
        }
        for word in ["a", "asy", "asyncs", "cas", "doo", "zz", "async await", ""] {
            assert!(!has(list, word.as_bytes()), "{word}");
        }
        assert!(!has("", b"x"));
        assert!(has("x", b"x"));
    }
}
