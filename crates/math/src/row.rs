//! Rows, and the space around operators: TeX takes it from atom classes, MathML from a dictionary.

use crate::tree::{Attribute, Element, Name};

/// The atom class of an element, as in the `TeXbook`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Class {
    Ord,
    /// A large operator, around which the browser adds space.
    Op,
    /// A named function, around which the browser adds none.
    Function,
    Bin,
    Rel,
    Open,
    Close,
    Punct,
    Inner,
    /// Space, which has no class.
    Space,
}

/// An element on its way into a row.
pub(crate) struct Item {
    pub(crate) element: Element,
    pub(crate) class: Class,
    /// The character, if it may serve as an accent, and whether it stretches.
    pub(crate) mark: Option<(char, bool)>,
}

impl Item {
    pub(crate) const fn new(element: Element, class: Class) -> Self {
        Self {
            element,
            class,
            mark: None,
        }
    }
}

/// Returns a group as one element.
pub(crate) fn group(items: Vec<Item>) -> Item {
    let mut items = items;
    if let [item] = items.as_slice()
        && is_whole(item)
        && let Some(mut item) = items.pop()
    {
        if item.class == Class::Punct {
            // The braces mean that it does not separate: `1{,}000`.
            set(
                &mut item.element,
                &[Attribute::LSpace, Attribute::RSpace],
                "0",
            );
            item.class = Class::Ord;
        }
        item.mark = None;
        return item;
    }
    if let Some(word) = word(&items) {
        return Item::new(word, Class::Ord);
    }
    Item::new(Element::of(Name::Mrow, finish(items, false)), Class::Ord)
}

/// Returns whether an element can stand for its group without a row around it. A lone operator
/// cannot: [`finish`] has to see that it joins nothing.
fn is_whole(item: &Item) -> bool {
    let is_operator = item.element.name == Name::Mo;
    match item.class {
        Class::Space => false,
        Class::Ord | Class::Rel | Class::Punct => true,
        _ => !is_operator,
    }
}

/// Joins adjacent upright letters into one word, as in `\mathrm{kg}`.
fn word(items: &[Item]) -> Option<Element> {
    let is_letter = |item: &Item| {
        let element = &item.element;
        element.name == Name::Mi
            && item.class == Class::Ord
            && element.text.chars().all(char::is_alphabetic)
            && element.attributes == [(Attribute::MathVariant, "normal".into())]
            && element.text.is_ascii()
    };
    if items.len() < 2 || !items.iter().all(is_letter) {
        return None;
    }
    let word: String = items
        .iter()
        .map(|item| item.element.text.as_str())
        .collect();
    Some(Element::leaf(Name::Mi, word))
}

/// Returns the elements of a row, with the spacing that the browser cannot know. `is_continued`
/// means that something precedes the row, as in the right half of an alignment.
pub(crate) fn finish(items: Vec<Item>, is_continued: bool) -> Vec<Element> {
    let classes = classes(&items, is_continued);
    let mut row = Vec::with_capacity(items.len());
    let mut before = is_continued.then_some(Class::Ord);
    for (at, mut item) in items.into_iter().enumerate() {
        let class = classes.get(at).copied().unwrap_or(item.class);
        if class == Class::Space {
            row.push(item.element);
            continue;
        }
        let after = classes
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .copied()
            .find(|class| *class != Class::Space);
        let is_next = classes.get(at + 1).is_some_and(|next| *next == Class::Rel);
        let operator = &mut item.element;
        match class {
            Class::Ord if item.class == Class::Bin => {
                let sides = [Attribute::LSpace, Attribute::RSpace];
                set(operator, &sides, "0");
            }
            Class::Bin if operator.name == Name::Mo => operator.set(Attribute::Form, "infix"),
            // Adjacent relations read as one.
            Class::Rel => {
                if is_next {
                    set(operator, &[Attribute::RSpace], "0");
                }
                if before == Some(Class::Rel) {
                    set(operator, &[Attribute::LSpace], "0");
                }
            }
            _ => {}
        }
        if class == Class::Function {
            function(item.element, before, after, &mut row);
        } else {
            row.push(item.element);
        }
        before = Some(class);
    }
    row
}

/// Returns the classes, with binary operators that have nothing to join made ordinary.
fn classes(items: &[Item], is_continued: bool) -> Vec<Class> {
    let mut classes: Vec<_> = items.iter().map(|item| item.class).collect();
    let mut before = is_continued.then_some(Class::Ord);
    for at in 0..classes.len() {
        let (done, rest) = classes.split_at_mut(at + 1);
        let Some(class) = done.last_mut().filter(|class| **class != Class::Space) else {
            continue;
        };
        let after = rest.iter().find(|class| **class != Class::Space);
        let joins_before = matches!(before, Some(Class::Ord | Class::Close | Class::Inner));
        let joins_after = !matches!(after, None | Some(Class::Rel | Class::Close | Class::Punct));
        if *class == Class::Bin && !(joins_before && joins_after) {
            *class = Class::Ord;
        }
        before = Some(*class);
    }
    classes
}

/// Adds a function to a row, with thin spaces around it and U+2061 FUNCTION APPLICATION.
fn function(element: Element, before: Option<Class>, after: Option<Class>, row: &mut Vec<Element>) {
    const THIN: &str = "0.1667em";
    let is_ordinary = |class| {
        matches!(
            class,
            Some(Class::Ord | Class::Inner | Class::Function | Class::Op)
        )
    };
    let is_modulus = element.name == Name::Mi && element.text == "mod";
    if is_modulus && matches!(before, Some(Class::Ord | Class::Inner | Class::Close)) {
        row.push(Element::space("0.2222em"));
        row.push(element);
        row.push(Element::space("0.2222em"));
        return;
    }
    // After another function, the space is already there.
    if matches!(before, Some(Class::Ord | Class::Inner | Class::Close)) {
        row.push(Element::space(THIN));
    }
    row.push(element);
    if is_ordinary(after) || after == Some(Class::Open) {
        row.push(Element::leaf(Name::Mo, '\u{2061}'));
    }
    if is_ordinary(after) {
        row.push(Element::space(THIN));
    }
}

/// Sets the space of an operator. In a base with scripts, the browser finds the operator itself.
fn set(element: &mut Element, sides: &[Attribute], space: &'static str) {
    if element.name == Name::Mo {
        for side in sides {
            element.set(*side, space);
        }
    }
}
