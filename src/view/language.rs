//! Choosing a language, and its direction.

/// Returns the best of some languages for the one wanted, all as BCP 47 tags: the longest tag that
/// the wanted one starts with, or `None`.
///
/// ```
/// use rill_chat::view::best_language;
///
/// let there_are = ["de", "pt", "pt-PT"];
/// assert_eq!(best_language("de-AT", there_are), Some("de"));
/// assert_eq!(best_language("PT-pt", there_are), Some("pt-PT"));
/// assert_eq!(best_language("den", there_are), None);
/// ```
pub fn best_language<'a>(
    wanted: &str,
    there_are: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let fitting = there_are.into_iter().filter(|tag| is_of(wanted, tag));
    fitting.max_by_key(|tag| tag.len())
}

/// Returns the direction of the widget: what the host sets, or else that of the language. `None`
/// leaves it to the page.
pub(super) fn direction(said: &str, language: &str) -> Option<&'static str> {
    match said {
        "ltr" => Some("ltr"),
        "rtl" => Some("rtl"),
        _ if language.is_empty() => None,
        _ => {
            let is_from_right = RIGHT_TO_LEFT.iter().any(|tag| is_of(language, tag));
            Some(if is_from_right { "rtl" } else { "ltr" })
        }
    }
}

/// The larger languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 8] = ["ar", "dv", "fa", "he", "ps", "ug", "ur", "yi"];

/// Returns whether a language is that of a tag, or a variant of it.
fn is_of(language: &str, tag: &str) -> bool {
    let head = language.get(..tag.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(tag))
        && matches!(language.as_bytes().get(tag.len()), None | Some(b'-'))
}

#[cfg(test)]
mod tests {
    use super::direction;

    #[test]
    fn the_direction_is_what_is_said_or_that_of_the_language() {
        for (said, language, expected) in [
            ("rtl", "de", Some("rtl")),
            ("ltr", "ar", Some("ltr")),
            ("auto", "ar-EG", Some("rtl")),
            ("", "HE", Some("rtl")),
            ("auto", "de-AT", Some("ltr")),
            ("", "arn", Some("ltr")),
            ("", "", None),
            ("sideways", "", None),
        ] {
            assert_eq!(direction(said, language), expected, "{said} {language}");
        }
    }
}
