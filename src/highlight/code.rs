//! One token of a language that is only described.

use super::{
    Scope, jsx,
    language::{
        ASSIGNED_KEYS, ATTRIBUTES, CHARACTERS, DECORATORS, DOLLAR, HEREDOCS, JSX, LINES, Language,
        PHP, PREPROCESSOR, QUOTED_KEYS, REGEX, SHELL, SYMBOLS,
    },
    lexer::{Code, Lexer, Mode, Next},
    number,
    rest::{Rest, Token, is_letter, is_space, is_word},
    span::{self, BRACKETS, PLAIN, Quote, SINGLE},
    word,
};

pub(super) fn step(lexer: &mut Lexer, code: &Code, language: &Language, rest: &Rest<'_>) -> Token {
    let byte = rest.at(0);
    if byte == b'\n' {
        newline(lexer, language);
        return (1, None);
    }
    if is_space(byte) {
        lexer.at.glued = false;
        return (rest.run(&is_space), None);
    }
    let token = match special(lexer, code, language, byte, rest) {
        Some(token) => token,
        None => {
            sign(lexer, byte);
            (rest.character(), None)
        }
    };
    lexer.at.line_start = false;
    lexer.at.glued = true;
    token
}

fn newline(lexer: &mut Lexer, language: &Language) {
    lexer.leave_line();
    lexer.at.line_start = true;
    lexer.at.glued = false;
    lexer.at.includes = false;
    if language.is(LINES) {
        lexer.saw(b'\n');
    }
    if std::mem::take(&mut lexer.at.heredoc) {
        lexer.push(Mode::Heredoc);
    }
}

/// Any sign that means nothing else.
fn sign(lexer: &mut Lexer, byte: u8) {
    if let Mode::Code(code) = &mut lexer.at.mode {
        match byte {
            b'{' | b'(' | b'[' => {
                code.depth = code.depth.saturating_add(1);
                code.braces = code.braces << 1 | u64::from(byte == b'{');
            }
            b'}' | b')' | b']' => {
                code.depth = code.depth.saturating_sub(1);
                code.braces >>= 1;
            }
            _ => {}
        }
    }
    if byte != b'*' && byte != b'&' {
        lexer.at.next = Next::Any;
    }
    lexer.saw(byte);
}

/// Everything but space and signs; whatever needs no more than a byte to tell comes last.
fn special(
    lexer: &mut Lexer,
    code: &Code,
    language: &Language,
    byte: u8,
    rest: &Rest<'_>,
) -> Option<Token> {
    if let Some(token) = leave(lexer, code, byte, rest) {
        return Some(token);
    }
    if lexer.at.line_start
        && let Some(token) = start_of_line(lexer, code, language, byte, rest)
    {
        return Some(token);
    }
    if let Some(token) = language.comment(lexer, byte, rest) {
        return Some(token);
    }
    if let Some(mut quote) = language.quote(rest, 0) {
        let is_key = language.is(QUOTED_KEYS)
            && code.braces & 1 == 1
            && matches!(lexer.at.last, b'{' | b',');
        if is_key {
            quote.scope = Some(Scope::Property);
        }
        return Some(span::begin(lexer, &quote, quote.open.len()));
    }
    if byte.is_ascii_digit() && !language.is(SHELL)
        || byte == b'.'
            && rest.at(1).is_ascii_digit()
            && !matches!(lexer.at.last, b'a' | b'0' | b'.')
    {
        return Some(number::step(lexer, language, rest));
    }
    if word::begins(language, byte) {
        return Some(word::step(lexer, code, language, rest));
    }
    match byte {
        // An escaped quote begins no string, an escaped end of a line ends no command.
        b'\\' if rest.at(1) == b'\n' || language.is(SHELL) && b"\"'#$".contains(&rest.at(1)) => {
            Some((2, None))
        }
        b'$' if language.is(DOLLAR) => variable(lexer, rest),
        b'@' => at_sign(lexer, language, rest),
        b'#' if language.is(ATTRIBUTES) => attribute(lexer, rest),
        b'\'' if language.is(CHARACTERS) => character(lexer, rest),
        b':' if language.is(SYMBOLS) && lexer.at.last != b':' && is_letter(rest.at(1)) => {
            let end = rest.end_of(1, &is_word);
            lexer.saw(b'a');
            Some((end, Some(Scope::Constant)))
        }
        b'/' if language.is(REGEX) && lexer.at.last != b'<' && wants_value(lexer.at.last) => {
            Some(span::begin(lexer, &REGEX_LITERAL, 1))
        }
        b'<' => angle(lexer, language, rest),
        _ => None,
    }
}

/// The end of code that stands in something else.
fn leave(lexer: &mut Lexer, code: &Code, byte: u8, rest: &Rest<'_>) -> Option<Token> {
    if byte != code.until {
        return None;
    }
    let token = match byte {
        b'<' if rest.starts_with(1, "/script") => (0, None),
        b'?' if rest.at(1) == b'>' => (2, Some(Scope::Meta)),
        b'}' | b')' if code.depth == 0 => (1, None),
        _ => return None,
    };
    lexer.pop();
    lexer.saw(b'"');
    Some(token)
}

/// What means something at the start of a line only.
fn start_of_line(
    lexer: &mut Lexer,
    code: &Code,
    language: &Language,
    byte: u8,
    rest: &Rest<'_>,
) -> Option<Token> {
    if byte == b'#' && language.is(PREPROCESSOR) {
        let start = rest.end_of(1, &is_space);
        let end = rest.end_of(start, &is_word);
        lexer.at.includes = matches!(rest.part(start, end), b"include" | b"import");
        lexer.saw(b'k');
        return Some((end, Some(Scope::Meta)));
    }
    if language.is(SHELL) && language.is(DOLLAR) {
        if byte == b'$' && rest.at(1) == b' ' {
            lexer.at.prompted = true;
            lexer.saw(b'\n');
            return Some((1, Some(Scope::Meta)));
        }
        if lexer.at.prompted {
            return Some(span::begin(lexer, &PLAIN, rest.character()));
        }
    }
    if language.is(ASSIGNED_KEYS) && code.depth == 0 && byte == b'[' {
        return Some(span::begin(lexer, &BRACKETS, 1));
    }
    if language.is(PHP) && lexer.at.last == 0 && byte == b'<' && rest.at(1) != b'?' {
        lexer.pop();
        return Some((0, None));
    }
    None
}

static REGEX_LITERAL: Quote = Quote {
    regex: true,
    ..Quote::line("/", "")
};
static VARIABLE: Quote = Quote {
    nests: true,
    escape: b'\\',
    ..Quote::between("${", "}", Some(Scope::Property))
};
static INCLUDED: Quote = Quote {
    close: ">",
    ..Quote::line("<", "")
};

/// Whether a value comes next, so that `/` and `<` are no operators.
pub(super) fn wants_value(last: u8) -> bool {
    !matches!(
        last,
        b'a' | b'0' | b'"' | b')' | b']' | b'}' | b'+' | b'-' | b'.'
    )
}

/// `$name`, `${…}`, `$1`.
fn variable(lexer: &mut Lexer, rest: &Rest<'_>) -> Option<Token> {
    let property = Some(Scope::Property);
    let next = rest.at(1);
    let length = match next {
        b'{' => {
            return Some(span::begin(lexer, &VARIABLE, 2));
        }
        _ if is_letter(next) => rest.end_of(1, &is_word),
        b'0'..=b'9' | b'?' | b'@' | b'#' | b'$' | b'!' | b'*' => 2,
        _ => return None,
    };
    lexer.saw(b'a');
    Some((length, property))
}

fn at_sign(lexer: &mut Lexer, language: &Language, rest: &Rest<'_>) -> Option<Token> {
    let dots = language.is(DECORATORS) && !(lexer.at.glued && lexer.at.last == b'a');
    let start = if language.is(SYMBOLS) && rest.at(1) == b'@' {
        2
    } else {
        1
    };
    if !(dots || language.is(SYMBOLS)) || !is_letter(rest.at(start)) {
        return None;
    }
    let end = rest.end_of(start, &|byte| is_word(byte) || dots && byte == b'.');
    lexer.saw(b'a');
    let scope = if dots { Scope::Meta } else { Scope::Property };
    Some((end, Some(scope)))
}

/// `#[…]` and `#![…]`.
fn attribute(lexer: &mut Lexer, rest: &Rest<'_>) -> Option<Token> {
    let bang = usize::from(rest.at(1) == b'!');
    if rest.at(1 + bang) != b'[' {
        return None;
    }
    Some(span::begin(lexer, &BRACKETS, 2 + bang))
}

/// `'x'`, `'\n'`, and what only begins like them.
fn character(lexer: &mut Lexer, rest: &Rest<'_>) -> Option<Token> {
    let next = rest.at(1);
    if next == b'\\' {
        return Some(span::begin(lexer, &SINGLE, 1));
    }
    let mut end = 2;
    while next >= 0x80 && rest.at(end) & 0xC0 == 0x80 {
        end += 1;
    }
    if rest.at(end) == b'\'' && next != b'\'' {
        lexer.saw(b'"');
        return Some((end + 1, Some(Scope::String)));
    }
    if !is_letter(next) {
        return None;
    }
    let end = rest.end_of(1, &is_word);
    lexer.saw(b'a');
    Some((end, Some(Scope::Type)))
}

/// What `<` may be besides an operator.
fn angle(lexer: &mut Lexer, language: &Language, rest: &Rest<'_>) -> Option<Token> {
    if lexer.at.includes {
        return Some(span::begin(lexer, &INCLUDED, 1));
    }
    if language.is(PHP) && rest.at(1) == b'?' {
        let end = rest.end_of(2, &is_letter);
        return Some((end, Some(Scope::Meta)));
    }
    if language.is(HEREDOCS) && rest.at(1) == b'<' && lexer.at.last != b'<' {
        let length = span::begin_heredoc(lexer, rest, language.is(PHP));
        if length > 0 {
            lexer.saw(b'"');
            return Some((length, Some(Scope::String)));
        }
    }
    if language.is(JSX) && wants_value(lexer.at.last) {
        return jsx::begin(lexer, rest);
    }
    None
}
