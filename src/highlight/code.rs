//! Reads one token of code, by the description of its language.

use super::{
    Scope,
    language::{
        ASSIGNED_KEYS, CHARACTERS, DECORATORS, DIFF, DOLLAR, HEREDOCS, JSX, LINES, LOOSE, Language,
        PHP, PREPROCESSOR, QUOTED_DIGITS, QUOTED_KEYS, REGEX, SHELL, STYLE, SYMBOLS, YAML,
    },
    lexer::{Lexer, Mode, Next},
    rest::{Rest, Token, has_sign, is_letter, is_space, is_word},
};

impl Lexer {
    pub(super) fn code(&mut self, language: &Language, rest: &Rest<'_>) -> Token {
        let byte = rest.at(0);
        if byte == b'\n' {
            self.leave_line();
            self.at.line_start = true;
            self.at.glued = false;
            self.at.includes = false;
            self.at.indent = 0;
            if language.is(LINES) {
                self.saw(b'\n');
            }
            if self.at.heredoc != u32::MAX {
                self.push(Mode::Heredoc, 0);
            }
            return (1, None);
        }
        if is_space(byte) {
            self.at.glued = false;
            self.at.indent += 1;
            return (1, None);
        }
        let token = match self.special(language, byte, rest) {
            Some(token) => token,
            None => {
                self.sign(language, byte);
                (rest.character(), None)
            }
        };
        let yaml = language.is(YAML);
        // In YAML, the keys of a list item follow its `-`.
        if yaml && byte == b'-' && is_space(rest.at(1)) {
            self.at.indent += 1;
        } else {
            self.at.line_start = false;
        }
        self.at.glued = true;
        token
    }

    /// Tracks a character that has no other meaning: brackets and punctuation.
    fn sign(&mut self, language: &Language, byte: u8) {
        let frame = &mut self.at.frame;
        match byte {
            b'{' | b'(' | b'[' => {
                frame.depth += 1;
                frame.braces = frame.braces << 1 | u32::from(byte == b'{');
            }
            b'}' | b')' | b']' => {
                frame.depth = frame.depth.saturating_sub(1);
                frame.braces >>= 1;
            }
            _ => {}
        }
        if matches!(byte, b'{' | b'}' | b';') {
            self.at.value = false;
        }
        if matches!(byte, b'|' | b'>') && self.at.last == b':' && language.is(YAML) {
            self.at.heredoc = self.at.indent;
        }
        if byte != b'*' && byte != b'&' {
            self.at.next = Next::Any;
        }
        self.saw(byte);
    }

    /// Reads a token of more than one character, if any. Those told by their first byte come last.
    fn special(&mut self, language: &Language, byte: u8, rest: &Rest<'_>) -> Option<Token> {
        let (last, frame) = (self.at.last, self.at.frame);
        if byte == frame.what && byte != 0 {
            // The end of embedded code.
            let length = match byte {
                b'<' if rest.starts_with(1, "/s") => 0,
                b'?' if rest.at(1) == b'>' => 2,
                b'}' | b')' if frame.depth == 0 => 1,
                _ => usize::MAX,
            };
            if length <= 2 {
                self.pop();
                self.saw(b'"');
                return Some((length, (length == 2).then_some(Scope::Meta)));
            }
        }
        if language.is(PHP) && last == 0 && byte == b'<' && rest.at(1) != b'?' {
            self.pop();
            return Some((0, None));
        }
        if self.at.line_start && byte == b'#' && language.is(PREPROCESSOR) {
            let start = rest.spaces(1);
            let end = rest.end_of(start, "");
            self.at.includes = matches!(rest.part(start, end), b"include" | b"import");
            self.saw(b'k');
            return Some((end, Some(Scope::Meta)));
        }
        let in_word = self.at.glued && matches!(last, b'a' | b'0' | b':') && language.is(LOOSE);
        if let Some(quote) = language.quote(rest)
            && !(in_word && has_sign("#/'", byte))
            && (self.at.line_start || quote.kind != b'@')
        {
            let is_key = language.is(QUOTED_KEYS)
                && byte == b'"'
                && frame.braces & 1 == 1
                && matches!(last, b'{' | b',');
            let token = self.begin(&quote, quote.open.len());
            if is_key {
                self.at.frame.scope = Some(Scope::Property);
            }
            return Some((token.0, self.at.frame.scope));
        }
        if language.is(DIFF) {
            return self.begin_common(language, b';', rest.character());
        }
        let next = rest.at(1);
        if byte.is_ascii_digit() && !language.is(SHELL)
            || byte == b'.' && next.is_ascii_digit() && !matches!(last, b'a' | b'0' | b'.')
        {
            return Some(self.number(language, rest));
        }
        if language.is(STYLE)
            && let Some(token) = self.style(byte, next, rest)
        {
            return Some(token);
        }
        let starts = byte == b'$' && !language.is(DOLLAR)
            || byte == b'-' && language.is(STYLE) && (next == b'-' || is_letter(next))
            || language.is(SHELL);
        if is_word(byte) || starts && has_sign(language.extra, byte) {
            return Some(self.word(language, rest));
        }
        match byte {
            // An escaped quote begins no string, and an escaped line break ends no command.
            b'\\' if next == b'\n' || language.is(SHELL) && has_sign("\"'#$", next) => {
                Some((2, None))
            }
            b'$' if language.is(DOLLAR) => {
                let end = match next {
                    _ if is_letter(next) => rest.end_of(1, ""),
                    b'0'..=b'9' | b'?' | b'@' | b'#' | b'$' | b'!' | b'*' => 2,
                    _ => return None,
                };
                self.name(end, Scope::Property)
            }
            b'@' if is_letter(next) => {
                if language.is(DECORATORS) && !(self.at.glued && last == b'a') {
                    self.name(rest.end_of(1, "."), Scope::Meta)
                } else if language.is(SYMBOLS) {
                    self.name(rest.end_of(1, ""), Scope::Property)
                } else {
                    None
                }
            }
            b':' if language.is(SYMBOLS) && last != b':' && is_letter(next) => {
                self.name(rest.end_of(1, ""), Scope::Constant)
            }
            b'\'' if language.is(CHARACTERS) => self.character(language, rest),
            b'/' if language.is(REGEX) && last != b'<' && wants_value(last) => {
                self.begin_common(language, b'%', 1)
            }
            b'<' => self.angle(language, rest),
            _ => None,
        }
    }

    #[inline(never)]
    fn name(&mut self, end: usize, scope: Scope) -> Option<Token> {
        self.saw(b'a');
        Some((end, Some(scope)))
    }

    #[inline(never)]
    fn begin_common(&mut self, language: &Language, kind: u8, length: usize) -> Option<Token> {
        let quote = language.common(kind)?;
        Some(self.begin(&quote, length))
    }

    /// Reads a character such as `'x'` or `'\n'`, or a lifetime.
    fn character(&mut self, language: &Language, rest: &Rest<'_>) -> Option<Token> {
        let next = rest.at(1);
        if next == b'\\' {
            return self.begin_common(language, b'^', 1);
        }
        let mut end = 2;
        while next >= 0x80 && rest.at(end) & 0xC0 == 0x80 {
            end += 1;
        }
        if rest.at(end) == b'\'' && next != b'\'' {
            self.saw(b'"');
            return Some((end + 1, Some(Scope::String)));
        }
        if is_letter(next) {
            return self.name(rest.end_of(1, ""), Scope::Type);
        }
        None
    }

    /// Reads what `<` may begin if it is no operator.
    fn angle(&mut self, language: &Language, rest: &Rest<'_>) -> Option<Token> {
        let next = rest.at(1);
        if self.at.includes {
            return self.begin_common(language, b'&', 1);
        }
        if language.is(PHP) && next == b'?' {
            return Some((rest.end_of(2, "="), Some(Scope::Meta)));
        }
        if language.is(HEREDOCS) && next == b'<' && self.at.last != b'<' {
            let length = self.begin_heredoc(rest, language.is(PHP));
            if length > 0 {
                self.saw(b'"');
                return Some((length, Some(Scope::String)));
            }
        }
        if language.is(JSX) && wants_value(self.at.last) && (next == b'>' || is_letter(next)) {
            // Otherwise these are type parameters.
            let end = rest.end_of(1, "-.:");
            if rest.at(end) != b',' && !rest.starts_with(end, " extends ") {
                return Some(self.begin_tag(rest, true));
            }
        }
        None
    }

    /// Reads a number: other bases, fractions, exponents, separators, suffixes.
    fn number(&mut self, language: &Language, rest: &Rest<'_>) -> Token {
        let scope = Some(Scope::Number);
        let hexadecimal = rest.at(1) | 0x20 == b'x';
        let exponent = if hexadecimal { b'p' } else { b'e' };
        let mut end = 1;
        loop {
            let byte = rest.at(end);
            let next = rest.at(end + 1);
            let goes_on = match byte {
                b'+' | b'-' => rest.at(end - 1) | 0x20 == exponent && next.is_ascii_digit(),
                // Neither a range, `1..2`, nor a method, `1.abs()`.
                b'.' => next != b'.' && !is_letter(next),
                b'\'' => language.is(QUOTED_DIGITS) && is_word(next),
                b'%' => language.is(STYLE),
                _ => is_word(byte),
            };
            if !goes_on {
                break;
            }
            end += 1;
        }
        self.saw(b'0');
        if rest.is_cut(end) {
            self.push(Mode::Word, 0);
            self.at.frame.scope = scope;
        }
        (end, scope)
    }

    /// Reads what a character such as `@`, `#` or `.` begins in a style sheet.
    fn style(&mut self, byte: u8, next: u8, rest: &Rest<'_>) -> Option<Token> {
        let value = self.at.value;
        let named = is_word(next) || next == b'-';
        let scope = match byte {
            b'@' | b'!' if named => Scope::Keyword,
            b'#' if named && value => Scope::Number,
            b'.' | b'#' if named && !value => Scope::Meta,
            b'$' if named => Scope::Property,
            b':' | b'&' if !value => Scope::Meta,
            _ => return None,
        };
        if matches!(byte, b'@' | b'$') {
            self.at.value = true;
        }
        let extra = if matches!(byte, b':' | b'&') {
            "-:"
        } else {
            "-"
        };
        self.saw(byte);
        Some((rest.end_of(1, extra), Some(scope)))
    }
}

/// Whether a value is expected next, so that `/` and `<` are no operators.
fn wants_value(last: u8) -> bool {
    !has_sign("a0\")]}+-.", last)
}

/// Whether the name that ends at `end` is a key, as in `name = …` or `name: …`.
pub(super) fn is_assigned(language: &Language, rest: &Rest<'_>, end: usize) -> bool {
    language.is(ASSIGNED_KEYS) && has_sign("=:", rest.at(rest.spaces(end)))
}
