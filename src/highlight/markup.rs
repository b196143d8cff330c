//! HTML, XML and what is like them, with the scripts and style sheets in them.

use super::{
    Scope,
    lexer::{Code, Lexer, Mode},
    rest::{Rest, Token, is_letter, is_word},
    span::{self, DOUBLE_TEXT, Quote, SINGLE_TEXT},
    style::Style,
};

/// The inside of a tag.
#[derive(Clone, Copy)]
pub(super) struct Tag {
    /// It stands in code.
    pub(super) jsx: bool,
    /// Whether it is the second of two.
    pub(super) closes: bool,
    pub(super) content: Content,
    /// A value without quotes may come.
    pub(super) value: bool,
}

/// What follows a tag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Text,
    Script,
    Style,
}

pub(super) fn is_name(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b'-' | b'.' | b':')
}

/// Text, up to the next tag.
pub(super) fn step(lexer: &mut Lexer, php: bool, rest: &Rest<'_>) -> Token {
    match rest.at(0) {
        b'<' => angle(lexer, php, rest),
        b'&' => {
            let end = rest.end_of(1, &|byte| byte.is_ascii_alphanumeric() || byte == b'#');
            let entity = end > 1 && rest.at(end) == b';';
            if entity {
                (end + 1, Some(Scope::Constant))
            } else {
                (1, None)
            }
        }
        _ => {
            let text = rest.run(&|byte| !matches!(byte, b'<' | b'&'));
            (text, None)
        }
    }
}

static REMARK: Quote = Quote::between("<!--", "-->", Some(Scope::Comment));
static DATA: Quote = Quote::between("<![", "]]>", None);
static DECLARATION: Quote = Quote::between("<!", ">", Some(Scope::Meta));
static INSTRUCTION: Quote = Quote::between("<?", "?>", Some(Scope::Meta));

fn angle(lexer: &mut Lexer, php: bool, rest: &Rest<'_>) -> Token {
    let next = rest.at(1);
    if next == b'?' && php {
        let end = rest.end_of(2, &|byte| is_letter(byte) || byte == b'=');
        lexer.push(Mode::Code(Code::new(0, b'?')));
        lexer.saw(b';');
        return (end, Some(Scope::Meta));
    }
    let quote = match next {
        b'!' if rest.starts_with(2, "--") => &REMARK,
        b'!' if rest.at(2) == b'[' => &DATA,
        b'!' => &DECLARATION,
        b'?' => &INSTRUCTION,
        b'/' => return tag(lexer, rest, 2),
        _ if is_letter(next) => return tag(lexer, rest, 1),
        _ => return (1, None),
    };
    span::begin(lexer, quote, quote.open.len())
}

fn tag(lexer: &mut Lexer, rest: &Rest<'_>, start: usize) -> Token {
    let end = rest.end_of(start, &is_name);
    let name = rest.part(start, end);
    let content = if name.eq_ignore_ascii_case(b"script") {
        Content::Script
    } else if name.eq_ignore_ascii_case(b"style") {
        Content::Style
    } else {
        Content::Text
    };
    lexer.push(Mode::Tag(Tag {
        closes: start == 2,
        content,
        ..Tag::OPEN
    }));
    (end, Some(Scope::Tag))
}

impl Tag {
    pub(super) const OPEN: Self = Self {
        jsx: false,
        closes: false,
        content: Content::Text,
        value: false,
    };

    pub(super) fn step(self, lexer: &mut Lexer, rest: &Rest<'_>) -> Token {
        let byte = rest.at(0);
        match byte {
            b'>' => {
                lexer.pop();
                self.follow(lexer);
                return (1, Some(Scope::Tag));
            }
            b'/' if rest.at(1) == b'>' => {
                lexer.pop();
                return (2, Some(Scope::Tag));
            }
            b'<' => {
                lexer.pop();
                return (0, None);
            }
            b'"' | b'\'' => {
                set_value(lexer, false);
                let double = byte == b'"';
                let quote = if double { &DOUBLE_TEXT } else { &SINGLE_TEXT };
                return span::begin(lexer, quote, 1);
            }
            b'{' if self.jsx => {
                set_value(lexer, false);
                lexer.push(Mode::Code(Code::new(lexer.script, b'}')));
                lexer.saw(b'(');
                return (1, None);
            }
            _ => {}
        }
        if byte == b'=' || byte.is_ascii_whitespace() || byte == b'/' && !self.value {
            set_value(lexer, byte == b'=');
            return (1, None);
        }
        let scope = if self.value {
            Scope::String
        } else {
            Scope::Property
        };
        let name = rest.run(&|byte| !b" \t\r\n\x0C=<>/\"'{".contains(&byte));
        (name, Some(scope))
    }

    /// What comes behind the tag.
    fn follow(self, lexer: &mut Lexer) {
        if self.closes {
            return;
        }
        if self.jsx {
            lexer.push(Mode::Children);
            return;
        }
        match self.content {
            Content::Text => {}
            Content::Script => {
                lexer.push(Mode::Code(Code::new(lexer.script, b'<')));
                lexer.saw(b';');
            }
            Content::Style => {
                lexer.push(Mode::Style(Style::IN_PAGE));
            }
        }
    }
}

fn set_value(lexer: &mut Lexer, value: bool) {
    if let Mode::Tag(tag) = &mut lexer.at.mode {
        tag.value = value;
    }
}
