//! The parsing of versions as programs print them.

/// Returns the first word that is a version: 132 for `wasm-opt version 132 (version_132)`.
pub(super) fn first(said: &str) -> Option<&str> {
    said.split_whitespace()
        .map(bare)
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

/// Returns the number before the first dot: 20 for `v20.20.2`.
pub(super) fn major(said: &str) -> Option<u32> {
    first(said)?.split('.').next()?.parse().ok()
}

fn bare(word: &str) -> &str {
    word.strip_prefix('v').unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        assert_eq!(first("trunk 0.21.14"), Some("0.21.14"));
        assert_eq!(first("wasm-bindgen 0.2.130 (ab12)"), Some("0.2.130"));
        assert_eq!(first("wasm-opt version 132 (version_132)"), Some("132"));
        assert_eq!(first("v20.20.2"), Some("20.20.2"));
        assert_eq!(first("version unknown"), None);
    }

    #[test]
    fn majors() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.1"), Some(9));
        assert_eq!(major(""), None);
    }
}
