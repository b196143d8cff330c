//! Classifies a word: a keyword, a type, a function, a key, or just a name.

use super::{
    Scope,
    code::is_assigned,
    language::{
        ARROWS, ASSIGNED_KEYS, CALLS_TYPES, CAPITALS, KEYS_IN_BRACES, KEYS_IN_PARENS, Language,
        MACROS, SHELL, STYLE, SYMBOLS, VERBS, has,
    },
    lexer::{Lexer, Mode, Next},
    rest::{Rest, Token, has_sign, is_letter, is_word},
};

/// Keywords that the name of a function follows.
const MAKE_FUNCTIONS: &str = "def fn fun func function";
/// Keywords that the name of a type follows.
const MAKE_TYPES: &str = "class enum interface new protocol record struct trait type";
/// Words of a shell that no command follows.
const NO_COMMAND_AFTER: &str =
    "ADD ARG AS COPY ENV EXPOSE FROM LABEL USER WORKDIR as case done esac export fi for in local";

impl Lexer {
    pub(super) fn word(&mut self, language: &Language, rest: &Rest<'_>) -> Token {
        let mut end = rest.end_of(0, language.extra);
        if rest.is_cut(end) {
            self.push(Mode::Word, 0);
            self.saw(b'a');
            return (end, None);
        }
        let next = rest.at(end);
        if language.is(SYMBOLS) && matches!(next, b'?' | b'!') && rest.at(end + 1) != b'=' {
            end += 1;
        }
        let text = rest.part(0, end);
        let shell = language.is(SHELL);
        let scope = if shell {
            self.in_shell(language, text, rest.at(end))
        } else if language.is(STYLE) {
            self.in_style(text, end, rest)
        } else {
            self.scope(language, text, end, rest)
        };
        let is_keyword = scope == Some(Scope::Keyword);
        let makes = |list| is_keyword && has(list, text, false);
        self.at.next = if makes(MAKE_FUNCTIONS) {
            Next::Function
        } else if makes(MAKE_TYPES) {
            Next::Type
        } else {
            Next::Any
        };
        let commands = is_keyword && !(shell && has(NO_COMMAND_AFTER, text, false));
        self.saw(if commands { b'k' } else { b'a' });
        let bang = language.is(MACROS) && next == b'!' && scope == Some(Scope::Function);
        (end + usize::from(bang), scope)
    }

    fn scope(
        &self,
        language: &Language,
        text: &[u8],
        end: usize,
        rest: &Rest<'_>,
    ) -> Option<Scope> {
        let (last, before) = (self.at.last, self.at.before);
        let next = rest.at(end);
        if self.is_key(language, text, end, rest) {
            return Some(Scope::Property);
        }
        let member = last == b'.' && before != b'.' && self.at.glued;
        let arrow = last == b'>' && before == b'-' && language.is(ARROWS);
        let dotted = (member || arrow) && text != b"await";
        if !dotted {
            // A contextual keyword is told by what follows: another word, or a bracket. An
            // accessor, as in `{ get; set; }`, stands alone.
            let soft = || match next {
                b';' => matches!(last, b'{' | b';'),
                b' ' => {
                    let next = rest.at(end + 1);
                    is_letter(next) || has_sign("\"'{([*$@", next)
                }
                _ => false,
            };
            match language.kind(text) {
                b'k' => return Some(Scope::Keyword),
                b's' if soft() => return Some(Scope::Keyword),
                b'c' => return Some(Scope::Constant),
                b't' => return Some(Scope::Type),
                _ => {}
            }
        }
        let first = text.first().copied().unwrap_or_default();
        let capital = language.is(CAPITALS) && first.is_ascii_uppercase();
        let small = text.len() == 1 || text.iter().any(u8::is_ascii_lowercase);
        let calls_types = language.is(CALLS_TYPES);
        let macro_call = language.is(MACROS) && next == b'!' && rest.at(end + 1) != b'=';
        Some(if self.at.next == Next::Function || macro_call {
            Scope::Function
        } else if self.at.next == Next::Type || language.is(ARROWS) && text.ends_with(b"_t") {
            Scope::Type
        } else if next == b'(' && !(capital && small && calls_types) {
            Scope::Function
        } else if capital && (calls_types || !dotted) {
            if small { Scope::Type } else { Scope::Constant }
        } else if language.is(VERBS) && text.contains(&b'-') {
            Scope::Function
        } else {
            return None;
        })
    }

    fn is_key(&self, language: &Language, text: &[u8], end: usize, rest: &Rest<'_>) -> bool {
        let frame = self.at.frame;
        let in_brace = frame.depth > 0 && frame.braces & 1 == 1;
        let last = self.at.last;
        let follows = self.at.line_start || has_sign("{,;(", last);
        if language.is(ASSIGNED_KEYS) {
            return (self.at.line_start || in_brace && follows) && is_assigned(language, rest, end);
        }
        let wanted = language.is(KEYS_IN_BRACES) && in_brace
            || language.is(KEYS_IN_PARENS) && frame.depth > 0 && !in_brace;
        let next = rest.at(end);
        let colon = end + usize::from(next == b'?' && !language.is(SYMBOLS));
        wanted
            && follows
            && text != b"default"
            && rest.at(colon) == b':'
            && rest.at(colon + 1) != b':'
    }

    /// Classifies a word in a shell, where the first word of a command is a function.
    fn in_shell(&self, language: &Language, text: &[u8], next: u8) -> Option<Scope> {
        let starts = self.at.line_start || has_sign("\0\n|;&({!k$", self.at.last);
        if self.at.glued && !starts {
            return None;
        }
        if text.iter().all(u8::is_ascii_digit) {
            return Some(Scope::Number);
        }
        if next == b'=' && text.iter().all(|byte| is_word(*byte)) {
            return Some(Scope::Property);
        }
        if language.kind(text) == b'k' {
            return Some(Scope::Keyword);
        }
        (starts && text.first() != Some(&b'-')).then_some(Scope::Function)
    }

    fn in_style(&mut self, text: &[u8], end: usize, rest: &Rest<'_>) -> Option<Scope> {
        let next = rest.at(end);
        let last = self.at.last;
        let custom = text.starts_with(b"--");
        if self.at.value {
            return if custom || next == b':' && has_sign("(,", last) {
                Some(Scope::Property)
            } else {
                (next == b'(').then_some(Scope::Function)
            };
        }
        if last == b'[' {
            return Some(Scope::Property);
        }
        // A nested rule such as `a:hover {` may be among the declarations.
        let declares = next == b':' && (self.at.frame.depth > 0 || custom);
        let selects = || rest.at(end + 1) != b' ' && rest.at(rest.end_of(end, "-: .>,")) == b'{';
        if declares && !selects() {
            self.at.value = true;
            return Some(Scope::Property);
        }
        Some(Scope::Tag)
    }
}
