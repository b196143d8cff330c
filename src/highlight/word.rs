//! What a word is: a keyword, a type, a function, a key, or just a name.

use super::{
    Scope,
    language::{
        ARROWS, ASSIGNED_KEYS, CALLS_TYPES, CAPITALS, CASELESS, CPP_QUOTES, KEYS_IN_BRACES,
        KEYS_IN_PARENS, Language, MACROS, PYTHON_QUOTES, RAW_QUOTES, RUST_QUOTES, SHELL, SYMBOLS,
        T_TYPES, VERBS,
    },
    lexer::{Code, Lexer, Mode, Next},
    rest::{Rest, Token, WINDOW, is_letter, is_space, is_word},
    span::{Close, Quote, Span},
    words::has,
};

/// Keywords with the name of a function behind them.
const MAKE_FUNCTIONS: &str = "def fn fun func function sub";
/// Keywords with the name of a type behind them.
const MAKE_TYPES: &str = "class enum interface new protocol record struct trait type";
/// Words of a shell that have no command behind them.
const NO_COMMAND_AFTER: &str = "ADD ARG AS COPY ENV EXPOSE FROM LABEL MAINTAINER USER VOLUME WORKDIR as case done esac \
     export fi for function in local readonly unset";

pub(super) fn begins(language: &Language, byte: u8) -> bool {
    let inner = language.extra.as_bytes().contains(&byte);
    is_word(byte) || inner && (byte == b'$' || language.is(SHELL))
}

pub(super) fn step(lexer: &mut Lexer, code: &Code, language: &Language, rest: &Rest<'_>) -> Token {
    let extra = language.extra.as_bytes();
    let mut end = rest.end_of(0, &|byte| is_word(byte) || extra.contains(&byte));
    if rest.full && end == rest.bytes.len() {
        lexer.push(Mode::Word(None));
        lexer.saw(b'a');
        return (end, None);
    }
    if language.is(SYMBOLS) && matches!(rest.at(end), b'?' | b'!') && rest.at(end + 1) != b'=' {
        end += 1;
    }
    if let Some((span, length)) = prefixed(lexer, language, rest, end) {
        lexer.push(Mode::Span(span));
        lexer.saw(b'"');
        return (length, Some(Scope::String));
    }
    let mut lower = [0; WINDOW];
    for (to, from) in lower.iter_mut().zip(rest.part(0, end)) {
        *to = if language.is(CASELESS) {
            from.to_ascii_lowercase()
        } else {
            *from
        };
    }
    let word = Word {
        text: lower.get(..end).unwrap_or_default(),
        next: rest.at(end),
        end,
        language,
        rest,
    };
    let scope = if language.is(SHELL) {
        word.in_shell(lexer)
    } else {
        word.scope(lexer, code)
    };
    let is_keyword = scope == Some(Scope::Keyword);
    let makes = |list| is_keyword && has(list, word.text);
    lexer.at.next = if makes(MAKE_FUNCTIONS) {
        Next::Function
    } else if makes(MAKE_TYPES) {
        Next::Type
    } else {
        Next::Any
    };
    let commands = is_keyword && !(language.is(SHELL) && has(NO_COMMAND_AFTER, word.text));
    lexer.saw(if commands { b'k' } else { b'a' });
    let bang = language.is(MACROS) && word.next == b'!' && scope == Some(Scope::Function);
    (end + usize::from(bang), scope)
}

struct Word<'a> {
    /// In lower case if that makes no difference.
    text: &'a [u8],
    /// The byte behind it.
    next: u8,
    end: usize,
    language: &'a Language,
    rest: &'a Rest<'a>,
}

impl Word<'_> {
    fn scope(&self, lexer: &Lexer, code: &Code) -> Option<Scope> {
        let language = self.language;
        // `b"x"`, `L'x'`
        if language.is(RUST_QUOTES | CPP_QUOTES) && matches!(self.next, b'"' | b'\'') {
            return Some(Scope::String);
        }
        if self.is_key(lexer, code) {
            return Some(Scope::Property);
        }
        let member = lexer.at.last == b'.' && lexer.at.before != b'.' && lexer.at.glued;
        let arrow = lexer.at.last == b'>' && lexer.at.before == b'-' && language.is(ARROWS);
        let dotted = (member || arrow) && self.text != b"await";
        if !dotted {
            if language.has(b'k', self.text) {
                return Some(Scope::Keyword);
            }
            if language.has(b's', self.text) && self.is_soft_keyword(lexer) {
                return Some(Scope::Keyword);
            }
            if language.has(b'c', self.text) {
                return Some(Scope::Constant);
            }
            if language.has(b't', self.text) {
                return Some(Scope::Type);
            }
        }
        let capital =
            language.is(CAPITALS) && self.text.first().is_some_and(u8::is_ascii_uppercase);
        let small = self.text.iter().any(u8::is_ascii_lowercase);
        let macro_call =
            language.is(MACROS) && self.next == b'!' && self.rest.at(self.end + 1) != b'=';
        let scope = if lexer.at.next == Next::Function || macro_call {
            Scope::Function
        } else if lexer.at.next == Next::Type {
            Scope::Type
        } else if self.next == b'(' {
            let type_like = small || self.text.len() == 1;
            if capital && type_like && language.is(CALLS_TYPES) {
                Scope::Type
            } else {
                Scope::Function
            }
        } else if language.is(T_TYPES) && self.text.ends_with(b"_t") {
            Scope::Type
        } else if capital && (language.is(CALLS_TYPES) || !dotted) {
            if small || self.text.len() == 1 {
                Scope::Type
            } else {
                Scope::Constant
            }
        } else if language.is(VERBS) && self.text.contains(&b'-') {
            Scope::Function
        } else {
            return None;
        };
        Some(scope)
    }

    fn is_key(&self, lexer: &Lexer, code: &Code) -> bool {
        let language = self.language;
        let in_brace = code.depth > 0 && code.braces & 1 == 1;
        let follows = matches!(lexer.at.last, b'{' | b',' | b';' | b'(') || lexer.at.line_start;
        if language.is(ASSIGNED_KEYS) {
            let starts = lexer.at.line_start || in_brace && matches!(lexer.at.last, b'{' | b',');
            let sign = self.rest.end_of(self.end, &is_space);
            return starts && matches!(self.rest.at(sign), b'=' | b':');
        }
        let wanted = language.is(KEYS_IN_BRACES) && in_brace
            || language.is(KEYS_IN_PARENS) && (code.depth > 0 && !in_brace);
        if !(wanted && follows) || self.text == b"default" {
            return false;
        }
        let colon = self.end + usize::from(self.next == b'?' && !language.is(SYMBOLS));
        self.rest.at(colon) == b':' && self.rest.at(colon + 1) != b':'
    }

    /// What follows shows that the word is no name: another one, or a bracket. An accessor, as in
    /// `{ get; set; }`, stands alone.
    fn is_soft_keyword(&self, lexer: &Lexer) -> bool {
        match self.next {
            b';' => matches!(lexer.at.last, b'{' | b';'),
            b' ' => {
                let next = self.rest.at(self.end + 1);
                is_letter(next) || b"\"'{([*$@".contains(&next)
            }
            _ => false,
        }
    }

    /// The first word of a command is what is run.
    fn in_shell(&self, lexer: &Lexer) -> Option<Scope> {
        let text = self.text;
        let starts = lexer.at.line_start
            || matches!(
                lexer.at.last,
                0 | b'\n' | b'|' | b';' | b'&' | b'(' | b'{' | b'!' | b'k'
            );
        let joined = lexer.at.glued && !starts;
        if text.iter().all(u8::is_ascii_digit) {
            return (!joined).then_some(Scope::Number);
        }
        if joined {
            return None;
        }
        let is_name = text.iter().all(|byte| is_word(*byte));
        if self.next == b'=' && is_name {
            return Some(Scope::Property);
        }
        if self.language.has(b'k', text) {
            return Some(Scope::Keyword);
        }
        (starts && text.first() != Some(&b'-')).then_some(Scope::Function)
    }
}

/// A string whose first letters are the word, and the length of what begins it.
fn prefixed(
    lexer: &mut Lexer,
    language: &Language,
    rest: &Rest<'_>,
    end: usize,
) -> Option<(Span, usize)> {
    let word = rest.part(0, end);
    let quoted = matches!(rest.at(end), b'"' | b'\'');
    let mut raw = |close: Option<Close>, length| {
        lexer.at.close = close?;
        let span = Span {
            raw: true,
            ..Span::of(RAW)
        };
        Some((span, length))
    };
    if language.is(PYTHON_QUOTES | RAW_QUOTES) && quoted {
        let letters: &[u8] = if language.is(RAW_QUOTES) {
            b"r"
        } else {
            b"brftuBRFTU"
        };
        let mut quote = language.quote(rest, end)?;
        if !word.iter().all(|byte| letters.contains(byte)) {
            return None;
        }
        if language.is(RAW_QUOTES) {
            (quote.escape, quote.hole) = (0, "");
        } else if word.iter().any(|byte| b"ftFT".contains(byte)) {
            quote.hole = "{";
        }
        Some((Span::of(quote), end + quote.open.len()))
    } else if language.is(RUST_QUOTES) && matches!(word, b"r" | b"br" | b"cr") {
        let quote = rest.end_of(end, &|byte| byte == b'#');
        let close = Close::new(&[b"\"", rest.part(end, quote)]);
        if rest.at(quote) == b'"' {
            raw(close, quote + 1)
        } else {
            None
        }
    } else if language.is(CPP_QUOTES) && quoted && word.ends_with(b"R") {
        let open = rest.end_of(end + 1, &|byte| !b"()\\\" \n".contains(&byte));
        let close = Close::new(&[b")", rest.part(end + 1, open), b"\""]);
        if rest.at(open) == b'(' {
            raw(close, open + 1)
        } else {
            None
        }
    } else {
        None
    }
}

/// A string that says itself what ends it.
const RAW: Quote = Quote::between("", "", Some(Scope::String));
