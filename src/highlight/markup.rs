//! HTML, XML and JSX.

use super::{
    Scope,
    language::Language,
    lexer::{Lexer, Mode},
    rest::{Rest, Token, is_letter},
};

impl Lexer {
    /// Reads text up to the next tag or, in JSX, the next brace.
    pub(super) fn markup(&mut self, language: &Language, rest: &Rest<'_>) -> Token {
        let frame = self.at.frame;
        let jsx = frame.what == b'j';
        let next = rest.at(1);
        match rest.at(0) {
            b'<' => {
                if next == b'?' && frame.language == 1 && !jsx {
                    let end = rest.end_of(2, "=");
                    self.push(Mode::Code, b'?');
                    self.at.frame.language = 0;
                    self.saw(b';');
                    return (end, Some(Scope::Meta));
                }
                if !jsx && let Some(quote) = language.quote(rest) {
                    return self.begin(&quote, quote.open.len());
                }
                if next == b'/' && jsx {
                    // The closing tag ends the whole element: it takes over the frame of the text.
                    self.at.frame.mode = Mode::Tag;
                    self.at.frame.what = b'/';
                    self.saw(b'"');
                    return (rest.end_of(2, "-.:"), Some(Scope::Tag));
                }
                if is_letter(next) || next == b'/' || next == b'>' && jsx {
                    return self.begin_tag(rest, jsx);
                }
            }
            b'{' if jsx => {
                self.push(Mode::Code, b'}');
                self.saw(b'(');
                return (1, None);
            }
            _ => {}
        }
        (rest.until("<{"), None)
    }

    /// Reads the name of a tag.
    #[inline(never)]
    pub(super) fn begin_tag(&mut self, rest: &Rest<'_>, jsx: bool) -> Token {
        let end = rest.end_of(1 + usize::from(rest.at(1) == b'/'), "-.:");
        let what = match rest.part(1, end) {
            _ if jsx => b'j',
            b"script" => b'1',
            b"style" => b'2',
            _ => 0,
        };
        self.push(Mode::Tag, what);
        self.saw(b'"');
        (end, Some(Scope::Tag))
    }

    /// Reads the inside of a tag.
    pub(super) fn tag(&mut self, language: &Language, rest: &Rest<'_>) -> Token {
        let what = self.at.frame.what;
        let jsx = matches!(what, b'j' | b'/');
        let byte = rest.at(0);
        let valued = self.at.last == b'=';
        let scope = if valued {
            Scope::String
        } else {
            Scope::Property
        };
        match byte {
            b'>' => {
                self.pop();
                if what == b'j' {
                    self.push(Mode::Markup, what);
                } else if matches!(what, b'1' | b'2') && self.at.frame.language == 0 {
                    self.push(Mode::Code, b'<');
                    self.at.frame.language = what - b'0';
                    self.saw(b';');
                }
                (1, Some(Scope::Tag))
            }
            b'/' if rest.at(1) == b'>' => {
                self.pop();
                (2, Some(Scope::Tag))
            }
            b'<' => {
                self.pop();
                (0, None)
            }
            b'"' | b'\'' => match language.quote(rest) {
                Some(quote) => self.begin(&quote, 1),
                None => (1, None),
            },
            b'{' if jsx => {
                self.push(Mode::Code, b'}');
                self.saw(b'(');
                (1, None)
            }
            b'=' | b' ' | b'\t' | b'\r' | b'\n' | b'/' if byte != b'/' || !valued => {
                self.saw(byte);
                (1, None)
            }
            _ => (rest.until(" \t\r\n=<>/\"'{"), Some(scope)),
        }
    }
}
