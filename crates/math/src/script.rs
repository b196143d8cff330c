//! Scripts, limits, accents and braces, and the decorations that are written like accents.

use pulldown_latex::event::{ScriptPosition, ScriptType};

use crate::row::{Class, Item};
use crate::source::{BOX, CANCEL, CANCEL_BOTH, CANCEL_DOWN, PHANTOM};
use crate::tree::{Attribute, Element, Name, Property};

/// Strokes as thin as a fraction's line, in the colour of the text.
const UP: &str = "linear-gradient(to right bottom, transparent calc(50% - 0.04em), currentcolor calc(50% - 0.03em), currentcolor calc(50% + 0.03em), transparent calc(50% + 0.04em))";
const DOWN: &str = "linear-gradient(to right top, transparent calc(50% - 0.04em), currentcolor calc(50% - 0.03em), currentcolor calc(50% + 0.03em), transparent calc(50% + 0.04em))";

/// Returns a base with one script or two, in the order subscript, superscript.
pub(crate) fn item(
    ty: ScriptType,
    position: ScriptPosition,
    base: Item,
    first: Item,
    second: Option<Item>,
) -> Item {
    if position == ScriptPosition::Right {
        let name = match ty {
            ScriptType::Subscript => Name::Msub,
            ScriptType::Superscript => Name::Msup,
            ScriptType::SubSuperscript => Name::Msubsup,
        };
        return of(name, base, first, second);
    }
    if second.is_none()
        && let Some((c, is_stretchy)) = first.mark
    {
        match ty {
            ScriptType::Superscript => {
                if let Some(decorated) = decorated(c, &base.element) {
                    return decorated;
                }
                if is_stretchy || is_accent(c) {
                    return accent(c, is_stretchy, base);
                }
            }
            ScriptType::Subscript if is_stretchy => return under(c, base),
            _ => {}
        }
    }
    let name = match ty {
        ScriptType::Subscript => Name::Munder,
        ScriptType::Superscript => Name::Mover,
        ScriptType::SubSuperscript => Name::Munderover,
    };
    let mut base = base;
    limits(&mut base, position);
    of(name, base, first, second)
}

fn of(name: Name, base: Item, first: Item, second: Option<Item>) -> Item {
    let mut parts = vec![base.element, first.element];
    parts.extend(second.map(|item| item.element));
    Item::new(Element::of(name, parts), base.class)
}

/// Sets whether limits move to the side when `displaystyle` is false. The browser moves only those
/// of an `mo`, so a function name becomes one.
fn limits(base: &mut Item, position: ScriptPosition) {
    let element = &mut base.element;
    if base.class == Class::Function && element.name == Name::Mi {
        element.name = Name::Mo;
        element.attributes.clear();
        element.set(Attribute::LSpace, "0");
        element.set(Attribute::RSpace, "0");
    }
    if element.name == Name::Mo && matches!(base.class, Class::Op | Class::Function) {
        let moves = position == ScriptPosition::Movable;
        element.set(
            Attribute::MovableLimits,
            if moves { "true" } else { "false" },
        );
    }
}

const fn is_accent(c: char) -> bool {
    matches!(
        c,
        '´' | '‾' | '˘' | 'ˇ' | '˙' | '¨' | '`' | '^' | '~' | '→' | '˚'
    )
}

fn accent(c: char, is_stretchy: bool, base: Item) -> Item {
    if c == '‾' && base.element.text.is_empty() {
        return lined(base.element, Property::BorderTop, Property::PaddingTop);
    }
    // An overline is as wide as its base.
    let is_stretchy = is_stretchy || c == '‾';
    let mark = Element::leaf(Name::Mo, c).with(
        Attribute::Stretchy,
        if is_stretchy { "true" } else { "false" },
    );
    let over = Element::of(Name::Mover, vec![base.element, mark]);
    Item::new(over.with(Attribute::Accent, "true"), class_of(c))
}

fn under(c: char, base: Item) -> Item {
    if c == '_' {
        return lined(
            base.element,
            Property::BorderBottom,
            Property::PaddingBottom,
        );
    }
    let mark = Element::leaf(Name::Mo, c).with(Attribute::Stretchy, "true");
    let under = Element::of(Name::Munder, vec![base.element, mark]);
    Item::new(under.with(Attribute::AccentUnder, "true"), class_of(c))
}

/// Draws a line as wide as its base: a border, because characters stretch only in a math font.
fn lined(base: Element, border: Property, padding: Property) -> Item {
    let row = Element::of(Name::Mrow, vec![base]);
    let row = row.styled(border, "0.05em solid").styled(padding, "0.1em");
    Item::new(row, Class::Ord)
}

/// Returns the class of a base with a brace, which may take limits, or with an accent.
const fn class_of(c: char) -> Class {
    match c {
        '⏞' | '⏟' | '⏠' | '⏡' | '⏜' | '⏝' | '⎴' | '⎵' => Class::Inner,
        _ => Class::Ord,
    }
}

/// Applies the decoration that `sign` stands for, or returns `None` if it is not a stand-in.
fn decorated(sign: char, base: &Element) -> Option<Item> {
    let base = base.clone();
    let element = match sign {
        BOX => Element::of(Name::Mrow, vec![base])
            .styled(Property::Border, "0.06em solid")
            .styled(Property::Padding, "0.25em"),
        PHANTOM => Element::of(Name::Mphantom, vec![base]),
        CANCEL => Element::of(Name::Mrow, vec![base]).styled(Property::Background, UP),
        CANCEL_DOWN => Element::of(Name::Mrow, vec![base]).styled(Property::Background, DOWN),
        CANCEL_BOTH => Element::of(Name::Mrow, vec![base])
            .styled(Property::Background, format!("{UP}, {DOWN}")),
        _ => return None,
    };
    Some(Item::new(element, Class::Ord))
}
