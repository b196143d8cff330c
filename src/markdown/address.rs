//! Decides which URLs are safe to use, and finds bare URLs in text.
//!
//! The page's owner did not write what a model writes: a URL in it is hostile until proven
//! otherwise.

/// The schemes that a link may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The schemes that a link may not have, whatever the host page allows.
const NEVER: [&str; 6] = [
    "javascript",
    "data",
    "vbscript",
    "file",
    "blob",
    "filesystem",
];

/// The longest URL that becomes a link, in bytes: the one limit that all browsers share.
const MAX_LENGTH: usize = 8 * 1024;

/// Returns the URL, without surrounding spaces, if a link may have it.
///
/// `more` are schemes that the host page allows beside `http`, `https`, `mailto` and `tel`. A
/// relative URL is refused: a model does not know what it would be relative to.
///
/// ```
/// use rill_chat::markdown::safe_link;
///
/// assert_eq!(safe_link("https://example.com/a", &[]), Some("https://example.com/a"));
/// assert_eq!(safe_link("java\tscript:alert(1)", &[]), None);
/// assert_eq!(safe_link("/logout", &[]), None);
/// ```
pub fn safe_link<'a>(address: &'a str, more: &[String]) -> Option<&'a str> {
    let address = address.trim_matches(' ');
    if address.len() > MAX_LENGTH || address.contains(is_invisible) {
        return None;
    }
    let (scheme, rest) = address.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    if !is_scheme(&scheme) || NEVER.contains(&scheme.as_str()) {
        return None;
    }
    let is_web = matches!(scheme.as_str(), "http" | "https");
    // Without the slashes, a browser reads the rest as relative to the page.
    if is_web && (!rest.starts_with("//") || host(address).is_none()) {
        return None;
    }
    let allowed =
        SCHEMES.contains(&scheme.as_str()) || more.iter().any(|m| m.eq_ignore_ascii_case(&scheme));
    (allowed && !rest.is_empty()).then_some(address)
}

/// Returns the URL, without surrounding spaces, if an image may be fetched from it.
///
/// `origins` are those that the host page allows, such as `https://images.example`. A `data:` URL
/// is allowed for a PNG, JPEG, GIF or WebP in base64.
pub fn safe_image<'a>(address: &'a str, origins: &[String]) -> Option<&'a str> {
    let address = address.trim_matches(' ');
    if address.contains(is_invisible) {
        return None;
    }
    if let Some((scheme, rest)) = address.split_once(':')
        && scheme.eq_ignore_ascii_case("data")
    {
        let (media_type, picture) = rest.split_once(',')?;
        let is_picture = ["png", "jpeg", "gif", "webp"]
            .iter()
            .any(|kind| media_type.eq_ignore_ascii_case(&format!("image/{kind};base64")));
        let is_base64 = |b: u8| b.is_ascii_alphanumeric() || b"+/=%".contains(&b);
        return (is_picture && picture.bytes().all(is_base64)).then_some(address);
    }
    let address = safe_link(address, &[])?;
    let origin = origin(address)?;
    let allowed = |one: &String| one.trim_end_matches('/').eq_ignore_ascii_case(&origin);
    origins.iter().any(allowed).then_some(address)
}

/// Returns the host of a URL, without its port.
///
/// Text before an `@` is no part of it, and a backslash ends it as a slash does, as in a browser.
pub fn host(address: &str) -> Option<&str> {
    let authority = authority(address)?;
    let host = match authority.rfind(':') {
        Some(at) if !authority[at..].contains(']') => &authority[..at],
        _ => authority,
    };
    (!host.is_empty()).then_some(host)
}

/// Returns whether the text of a link names another host than the one it leads to.
///
/// ```
/// use rill_chat::markdown::is_misleading;
///
/// assert!(is_misleading("www.bank.example", "https://evil.example/"));
/// assert!(!is_misleading("the bank", "https://bank.example/"));
/// ```
pub fn is_misleading(text: &str, address: &str) -> bool {
    let Some(target) = host(address).map(bare_host) else {
        return false;
    };
    let separates = |c: char| c.is_whitespace() || "()<>[]{}\"'`,;|".contains(c);
    text.split(separates).any(|word| {
        // Invisible characters must not make a word look like another.
        let word: String = word.chars().filter(|c| !is_invisible(*c)).collect();
        let word = word.trim_matches(['.', ':', '!', '?', '*', '_']);
        let named = if word.contains("://") {
            host(word)
        } else {
            let end = word.find(['/', '?', '#', '\\', ':']).unwrap_or(word.len());
            Some(&word[..end]).filter(|name| looks_like_host(name))
        };
        named.is_some_and(|named| bare_host(named) != target)
    })
}

/// Returns a host in a form to compare. Capital letters beyond ASCII stay as they are: two names
/// that are one to a browser then differ, which errs on the safe side and saves 11 KB of tables.
fn bare_host(host: &str) -> String {
    let host = host.to_ascii_lowercase();
    let host = host.trim_end_matches('.');
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

fn looks_like_host(name: &str) -> bool {
    let name = name.rsplit('@').next().unwrap_or(name);
    let mut parts = name.rsplit('.');
    let top = parts.next().unwrap_or_default();
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    top.chars().count() >= 2
        && top.chars().all(char::is_alphabetic)
        && name.contains('.')
        && parts.all(is_part)
}

fn authority(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    rest[..end].rsplit('@').next()
}

fn origin(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    Some(format!("{scheme}://{}", authority(address)?))
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte))
}

/// Control characters, bidirectional formatting, and invisible joiners and separators. Browsers
/// drop some of them from a URL, which makes it another one than it seems to be.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// A bare URL found in text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it reaches to the end of the text, with trailing punctuation, which is no part of it
    /// if a space follows.
    pub(super) is_last: bool,
}

/// Finds the first bare URL in a text, by the rules of GitHub's "autolinks (extended)".
pub(super) fn find(text: &str) -> Option<Found> {
    let mut from = 0;
    loop {
        let (start, skip) = next_start(text, from)?;
        from = start + 1;
        let is_www = text.as_bytes()[start] | 0x20 == b'w';
        let before = text[..start].chars().next_back();
        let stands_alone = match before {
            None => true,
            Some(c) if is_www => c.is_whitespace() || "*_~(".contains(c) || !c.is_ascii(),
            Some(c) => !c.is_ascii_alphanumeric(),
        };
        if !stands_alone {
            continue;
        }
        // The domain first: it is cheap to check, and rules out most of what is no URL.
        let rest = &text[start..];
        let name = &rest[if is_www { 0 } else { skip }..];
        let name_end = name
            .find(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)))
            .unwrap_or(name.len());
        if is_domain(&name[..name_end], is_www) {
            let whole = rest.find(ends_address).unwrap_or(rest.len());
            return Some(Found {
                start,
                end: start + without_trailing(&rest[..whole]),
                is_last: start + whole == text.len(),
            });
        }
    }
}

/// Returns how many bytes at the end of a text may become a URL with more text: `https:/`, `www.`
pub(super) fn beginning(text: &str) -> usize {
    let word = text.rfind(ends_address).map_or(text, |at| {
        let c = text[at..].chars().next().map_or(1, char::len_utf8);
        &text[at + c..]
    });
    let word = word.trim_start_matches(['*', '_', '~', '(']);
    let may_be = |whole: &str, least: usize| {
        word.len() >= least
            && whole
                .as_bytes()
                .get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    if may_be("http://", 5) || may_be("https://", 6) || may_be("www.", 4) {
        word.len()
    } else {
        0
    }
}

/// Returns where the next URL may start, and the length of its `https://`, `http://` or `www.`.
fn next_start(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let starts = |at: usize, word: &str| {
        bytes
            .get(at..at + word.len())
            .is_some_and(|here| here.eq_ignore_ascii_case(word.as_bytes()))
    };
    memchr::memchr2_iter(b':', b'.', bytes.get(from..)?).find_map(|at| {
        let at = from + at;
        let (length, skip) = if bytes[at] == b'.' {
            (3, 4)
        } else if at >= 5 && starts(at - 5, "https://") {
            (5, 8)
        } else {
            (4, 7)
        };
        let start = at.checked_sub(length).filter(|start| *start >= from)?;
        let word = match skip {
            4 => "www.",
            8 => "https://",
            _ => "http://",
        };
        starts(start, word).then_some((start, skip))
    })
}

/// Whether a URL ends before this: white space, `<`, or the punctuation of a script without spaces.
fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || c == '<'
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{ff01}' | '\u{ff08}'
            | '\u{ff09}' | '\u{ff0c}' | '\u{ff0e}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}'
            | '\u{201c}' | '\u{201d}')
}

/// Returns the length of a URL without the trailing punctuation of the sentence around it.
fn without_trailing(address: &str) -> usize {
    let bytes = address.as_bytes();
    let count = |sign: u8| bytes.iter().filter(|byte| **byte == sign).count();
    let (opened, mut closed) = (count(b'('), count(b')'));
    let mut end = bytes.len();
    while end > 0 {
        match bytes[end - 1] {
            b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"' | b'|' | b'\\' => {
                end -= 1;
            }
            b')' if closed > opened => {
                closed -= 1;
                end -= 1;
            }
            // An entity reference at the end is no part of the URL.
            b';' => {
                let name = bytes[..end - 1]
                    .iter()
                    .rev()
                    .take_while(|byte| byte.is_ascii_alphanumeric())
                    .count();
                let at = end - 1 - name;
                if name > 0 && at > 0 && bytes[at - 1] == b'&' {
                    end = at - 1;
                } else {
                    end -= 1;
                }
            }
            _ => break,
        }
    }
    end
}

fn is_domain(name: &str, needs_dot: bool) -> bool {
    let name = name.trim_end_matches('.');
    let mut parts = name.rsplit('.');
    let last = parts.next().unwrap_or_default();
    let before = parts.next();
    !last.is_empty()
        && !last.contains('_')
        && before.is_none_or(|part| !part.contains('_'))
        && (before.is_some() || !needs_dot)
        && !name.contains("..")
}
