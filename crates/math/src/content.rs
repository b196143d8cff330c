//! Letters, numbers, operators, delimiters and texts.

use pulldown_latex::event::{Content, DelimiterSize, DelimiterType, Font};

use crate::font::{letter, needs_normal};
use crate::row::{Class, Item, finish};
use crate::source::{ESCAPED, PRIMES};
use crate::tree::{Attribute, Element, Name, Property};

/// A combining slash through the character before it.
const NOT: char = '\u{338}';

/// Returns the items for a piece of content: one, except for numbers separated by commas.
pub(crate) fn items(content: Content<'_>, font: Option<Font>, is_fenced: bool) -> Vec<Item> {
    vec![match content {
        Content::Number(number) => return numbers(number, font),
        Content::Text(written) => text(written, font),
        Content::Function(name) => function(name),
        Content::Ordinary { content, stretchy } => ordinary(content, stretchy, font),
        Content::LargeOp { content, small } => {
            let mut operator = operator(content);
            if small {
                operator.set(Attribute::LargeOp, "false");
            }
            Item::new(operator, Class::Op)
        }
        Content::BinaryOp { content: '/', .. } => tight('/'),
        Content::BinaryOp { content, .. } => Item::new(operator(content), Class::Bin),
        Content::Relation { content, .. } => {
            let mut buffer = [0; 8];
            let relation = content.encode_utf8_to_buf(&mut buffer);
            let relation = String::from_utf8_lossy(relation);
            let mut operator = Element::leaf(Name::Mo, relation);
            if operator.text == ":" {
                // The browser's operator dictionary has it as punctuation.
                operator.set(Attribute::LSpace, "0.2778em");
                operator.set(Attribute::RSpace, "0.2778em");
            }
            Item::new(operator, Class::Rel)
        }
        Content::Punctuation(mark) => {
            // It may be the decimal point of a number that was written in parts.
            let after = if mark == '.' { "0" } else { "0.1667em" };
            let operator = operator(mark)
                .with(Attribute::LSpace, "0")
                .with(Attribute::RSpace, after);
            Item::new(operator, Class::Punct)
        }
        Content::Delimiter { content, size, ty } => {
            return vec![delimiter(content, size, ty, is_fenced)];
        }
    }]
}

fn operator(c: char) -> Element {
    Element::leaf(Name::Mo, c)
}

/// Returns an operator without space around it.
fn tight(c: char) -> Item {
    let operator = operator(c)
        .with(Attribute::LSpace, "0")
        .with(Attribute::RSpace, "0");
    Item::new(operator, Class::Ord)
}

fn ordinary(c: char, is_stretchy: bool, font: Option<Font>) -> Item {
    if PRIMES.contains(c) {
        return Item::new(operator(c), Class::Ord);
    }
    // U+00B5 MICRO SIGN is not a letter to the browser, so it becomes a Greek mu.
    let letter_of = if c == 'µ' { 'μ' } else { c };
    let shown = font.map_or(letter_of, |font| letter(font, letter_of));
    let mut identifier = Element::leaf(Name::Mi, shown);
    if needs_normal(font, letter_of) {
        identifier.set(Attribute::MathVariant, "normal");
    }
    let mut item = Item::new(identifier, Class::Ord);
    item.mark = Some((c, is_stretchy));
    item
}

/// Returns one number or several: the parser reads `1,2,3` as a single number.
fn numbers(number: &str, font: Option<Font>) -> Vec<Item> {
    let is_one = !number.contains(',') || has_thousands(number);
    let pieces: Vec<_> = if is_one {
        vec![number]
    } else {
        number.split(',').collect()
    };
    let mut items = Vec::new();
    for piece in pieces {
        if !items.is_empty() {
            items.extend(self::items(Content::Punctuation(','), font, false));
        }
        if !piece.is_empty() {
            let shown: String = match font {
                Some(font) => piece.chars().map(|c| letter(font, c)).collect(),
                None => piece.to_owned(),
            };
            items.push(Item::new(Element::leaf(Name::Mn, shown), Class::Ord));
        }
    }
    items
}

fn has_thousands(number: &str) -> bool {
    let whole = number.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().map_or(0, str::len);
    (1..=3).contains(&first)
        && whole.len() > first
        && groups.all(|group| group.len() == 3)
        && number.matches('.').count() <= 1
        && !number[whole.len()..].contains(',')
}

fn text(written: &str, font: Option<Font>) -> Item {
    let text = match written {
        // How the parser writes a no-break space.
        "&nbsp;" => "\u{A0}".to_owned(),
        written => shown(written),
    };
    let element = Element::leaf(Name::Mtext, keep_edges(&text));
    let element = match font {
        Some(Font::Bold | Font::BoldSymbol) => element.styled(Property::FontWeight, "bold"),
        Some(Font::Italic) => element.styled(Property::FontStyle, "italic"),
        Some(Font::SansSerif) => element.styled(Property::FontFamily, "sans-serif"),
        Some(Font::Monospace) => element.styled(Property::FontFamily, "monospace"),
        _ => element,
    };
    Item::new(element, Class::Ord)
}

/// Returns the item for a named function, `lim` as well as `sin`.
fn function(name: &str) -> Item {
    let name = shown(name).replace(' ', "\u{2009}");
    let mut identifier = Element::leaf(Name::Mi, name);
    if identifier.text.chars().count() == 1 {
        identifier.set(Attribute::MathVariant, "normal");
    }
    Item::new(identifier, Class::Function)
}

/// Replaces each stand-in of [`ESCAPED`] with the character that it stands for.
fn shown(written: &str) -> String {
    let shown = |c| {
        let found = ESCAPED.iter().find(|(stand_in, _)| *stand_in == c);
        found.map_or(c, |(_, meant)| *meant)
    };
    written.chars().map(shown).collect()
}

/// Replaces the spaces at the edges of a text, which browsers drop, with no-break spaces.
fn keep_edges(text: &str) -> String {
    let inside = text.trim_matches(|c: char| c.is_ascii_whitespace());
    if inside.is_empty() {
        return text.replace(|c: char| c.is_ascii_whitespace(), "\u{A0}");
    }
    let mut kept = String::with_capacity(text.len() + 4);
    if text.starts_with(|c: char| c.is_ascii_whitespace()) {
        kept.push('\u{A0}');
    }
    kept.push_str(inside);
    if text.ends_with(|c: char| c.is_ascii_whitespace()) {
        kept.push('\u{A0}');
    }
    kept
}

fn delimiter(c: char, size: Option<DelimiterSize>, ty: DelimiterType, is_fenced: bool) -> Item {
    let class = match ty {
        DelimiterType::Open => Class::Open,
        DelimiterType::Close => Class::Close,
        DelimiterType::Fence => Class::Ord,
    };
    let element = operator(c);
    let element = match ty {
        DelimiterType::Open => element.with(Attribute::Form, "prefix"),
        DelimiterType::Close => element.with(Attribute::Form, "postfix"),
        DelimiterType::Fence => element
            .with(Attribute::LSpace, "0")
            .with(Attribute::RSpace, "0"),
    };
    let element = match size {
        // `\middle`: as tall as its fences.
        Some(DelimiterSize::Big) if is_fenced && ty == DelimiterType::Fence => {
            let element = element
                .with(Attribute::LSpace, "0.2em")
                .with(Attribute::RSpace, "0.2em");
            return Item::new(element.with(Attribute::Stretchy, "true"), Class::Punct);
        }
        Some(size) => {
            let size = match size {
                DelimiterSize::Big => "1.2em",
                DelimiterSize::BIG => "1.8em",
                DelimiterSize::Bigg => "2.4em",
                DelimiterSize::BIGG => "3em",
            };
            element
                .with(Attribute::Stretchy, "true")
                .with(Attribute::Symmetric, "true")
                .with(Attribute::MinSize, size)
                .with(Attribute::MaxSize, size)
        }
        None => element.with(Attribute::Stretchy, "false"),
    };
    Item::new(element, class)
}

/// Returns a row between delimiters that stretch to its height.
pub(crate) fn fenced(open: Option<char>, items: Vec<Item>, close: Option<char>) -> Item {
    let fence = |c: Option<char>, form| {
        c.map(|c| {
            operator(c)
                .with(Attribute::Form, form)
                .with(Attribute::Stretchy, "true")
        })
    };
    let mut children = Vec::with_capacity(items.len() + 2);
    children.extend(fence(open, "prefix"));
    children.extend(finish(items, false));
    children.extend(fence(close, "postfix"));
    Item::new(Element::of(Name::Mrow, children), Class::Inner)
}

/// Puts a slash through a symbol.
pub(crate) fn negated(item: Item) -> Item {
    let mut item = item;
    let mut element = &mut item.element;
    // Descend to the symbol through groups of one.
    while element.text.is_empty() && element.children.len() == 1 {
        let [child] = element.children.as_mut_slice() else {
            break;
        };
        element = child;
    }
    if !element.text.is_empty() {
        let end = element
            .text
            .chars()
            .next()
            .map_or(0, |first| first.len_utf8());
        element.text.insert(end, NOT);
    }
    item.mark = None;
    item
}
