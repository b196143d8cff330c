//! Text up to a known terminator: strings, comments, regular expressions.
//!
//! Their content is passed on as it arrives, however far away the terminator is.

use super::{
    Scope,
    language::Language,
    lexer::{Lexer, Mode},
    rest::{Rest, Token},
};

impl Lexer {
    pub(super) fn span(&mut self, language: &Language, rest: &Rest<'_>) -> Token {
        let frame = self.at.frame;
        let scope = frame.scope;
        let Some(quote) = language.quote_at(frame.what) else {
            self.pop();
            return (0, None);
        };
        let regex = quote.kind == b'%';
        let nests = quote.nests();
        let again = quote.opens_again();
        let first = |text: &str| text.bytes().next().unwrap_or(quote.escape);
        let (close, hole, open) = (first(quote.close), first(quote.hole), first(again));
        let next = rest.text.iter().position(|&byte| {
            byte == quote.escape
                || byte == close
                || byte == hole
                || byte == b'\n' && frame.one_line
                || byte == b'"'
                || nests && byte == open
                || regex && matches!(byte, b'[' | b']')
        });
        if next != Some(0) {
            return (next.unwrap_or(rest.text.len()), scope);
        }
        let byte = rest.at(0);
        if byte == b'\n' && frame.one_line {
            self.pop();
            return (0, scope);
        }
        if rest.starts_with(0, quote.hole) {
            // Two braces are an escaped brace.
            if quote.hole == "{" && rest.at(1) == b'{' {
                return (2, scope);
            }
            let until = if quote.hole.ends_with('(') {
                b')'
            } else {
                b'}'
            };
            if self.push(Mode::Code, until) {
                self.saw(b'(');
                return (quote.hole.len(), None);
            }
        }
        let closes = rest.starts_with(0, quote.close);
        // Where a quote escapes itself, two of them are text.
        if byte == quote.escape && (!closes || rest.at(1) == byte) {
            let escaped = rest.at(1);
            return (1 + usize::from(escaped.is_ascii() && escaped != 0), scope);
        }
        let depth = &mut self.at.frame.depth;
        if regex && byte != b'/' {
            *depth = u32::from(byte == b'[');
        } else if closes && *depth == 0 {
            if regex {
                // Flags follow.
                self.at.frame.mode = Mode::Word;
            } else {
                self.pop();
            }
            return (quote.close.len(), scope);
        } else if closes && !regex {
            *depth -= 1;
            return (quote.close.len(), scope);
        } else if nests && rest.starts_with(0, again) {
            *depth += 1;
            return (again.len(), scope);
        } else if byte == b'"'
            && scope == Some(Scope::Meta)
            && let Some(string) = language.quote(rest)
        {
            return self.begin(&string, 1);
        }
        (rest.character(), scope)
    }

    /// Returns the length of the start of a heredoc, whose text begins in the next line; zero if
    /// there is none.
    pub(super) fn begin_heredoc(&mut self, rest: &Rest<'_>, php: bool) -> usize {
        // PHP has `<<<`, which in shells is followed by a string instead.
        let sign = rest.at(2);
        if (sign == b'<') != php {
            return 0;
        }
        let sure = matches!(sign, b'-' | b'~' | b'<');
        let mut start = 2 + usize::from(sure);
        while rest.at(start) == b' ' && start < 5 {
            start += 1;
        }
        let quoted = matches!(rest.at(start), b'"' | b'\'');
        start += usize::from(quoted);
        let end = rest.end_of(start, "");
        let sure = sure || quoted || rest.at(start).is_ascii_uppercase();
        if start == end || !sure {
            return 0;
        }
        self.at.heredoc = sum(rest.part(start, end));
        end + usize::from(quoted)
    }

    pub(super) fn heredoc(&mut self, rest: &Rest<'_>) -> Token {
        let scope = Some(Scope::String);
        if self.at.line_start {
            let start = rest.spaces(0);
            let deeper = self.at.heredoc >= 1 << 31
                || u32::try_from(start).is_ok_and(|start| start > self.at.heredoc);
            if !deeper && rest.at(start) != b'\n' {
                self.at.heredoc = u32::MAX;
                self.pop();
                return (0, scope);
            }
            let end = rest.end_of(start, "");
            if sum(rest.part(start, end)) == self.at.heredoc {
                self.at.line_start = false;
                self.at.heredoc = u32::MAX;
                self.pop();
                return (end, scope);
            }
        }
        self.at.line_start = rest.text.first() == Some(&b'\n');
        if self.at.line_start {
            return (1, scope);
        }
        (rest.until("\n"), scope)
    }
}

/// Hashes a word. The highest bit is always set, which tells a hash from an indentation.
fn sum(word: &[u8]) -> u32 {
    let sum = word.iter().fold(0_u32, |sum, byte| {
        sum.wrapping_mul(0x0100_0193) ^ u32::from(*byte)
    });
    sum | 1 << 31
}
