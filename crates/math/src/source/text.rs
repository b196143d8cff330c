//! Text inside math. The parser passes it on verbatim, so it has to be plain by then.

use super::{ESCAPED, Source};

/// Commands that stand for a character in text.
const CHARACTERS: [(&str, &str); 10] = [
    ("textbackslash", "\u{E012}"),
    ("textasciitilde", "~"),
    ("textasciicircum", "^"),
    ("textdegree", "°"),
    ("degree", "°"),
    ("ldots", "…"),
    ("dots", "…"),
    ("quad", "\u{2003}"),
    ("qquad", "\u{2003}\u{2003}"),
    ("euro", "€"),
];

impl Source<'_> {
    /// Rewrites a command whose argument is text. Math within the text stands between dollar signs.
    pub(super) fn text(&mut self, command: &str) -> Option<()> {
        let raw = self.raw_argument()?;
        let pieces: Vec<_> = dollars(raw);
        if pieces.len() == 1 {
            let text = plain(raw);
            self.put_text(command, &text);
            return Some(());
        }
        self.out.push('{');
        for (place, piece) in pieces.into_iter().enumerate() {
            if place % 2 == 1 {
                let math = self.inner(piece)?;
                self.out.push_str(&format!("{{{math}}}"));
            } else if !piece.is_empty() {
                self.put_text(command, &plain(piece));
            }
        }
        self.out.push('}');
        Some(())
    }

    pub(super) fn put_text(&mut self, command: &str, text: &str) {
        self.out.push('\\');
        self.out.push_str(command);
        self.out.push('{');
        self.out.push_str(text);
        self.out.push('}');
    }
}

/// Splits at the dollar signs that are not escaped: text, math, text and so on.
fn dollars(raw: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut is_escaped = false;
    for (at, c) in raw.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '$' => {
                pieces.push(&raw[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(&raw[start..]);
    pieces
}

/// Returns a text without commands and braces.
pub(super) fn plain(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => rest = plain_command(rest, &mut text),
            '{' | '}' | '$' => {}
            '~' => text.push('\u{A0}'),
            c => push(c, &mut text),
        }
    }
    text
}

/// Appends the text of a command, and returns what follows the command.
fn plain_command<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let letters = rest
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let (word, behind) = rest.split_at(letters);
    if let Some((_, character)) = CHARACTERS.iter().find(|(name, _)| *name == word) {
        text.push_str(character);
    }
    if !word.is_empty() {
        return behind.trim_start();
    }
    let Some(c) = rest.chars().next() else {
        return rest;
    };
    match c {
        ',' | ':' | ';' | '>' => text.push('\u{2009}'),
        '!' | '/' => {}
        '\\' => text.push(' '),
        c => push(c, text),
    }
    &rest[c.len_utf8()..]
}

/// Appends a character in a form that the parser passes on.
fn push(c: char, text: &mut String) {
    let escaped = ESCAPED.iter().find(|(_, meant)| *meant == c);
    match escaped {
        Some((stand_in, _)) => text.push(*stand_in),
        None if super::RESERVED.contains(&c) => {}
        None if c.is_control() && !c.is_whitespace() => {}
        None => text.push(c),
    }
}
