//! LaTeX math as native MathML.
//!
//! A module of its own, so that a page without formulas does not download it. Text becomes a tree
//! of allowed elements first, which is all the reasoning there is, and the tree becomes DOM
//! elements then. No markup is written anywhere, so there is none to escape.
//!
//! ```text
//! LaTeX ─ source (limits, repairs) ─ pulldown-latex (events) ─ build ─ Element ─ dom
//! ```

mod build;
mod content;
mod dom;
mod font;
mod row;
mod script;
mod source;
mod table;
mod tree;

pub use tree::{Attribute, Element, Name, Property};

/// The `<math>` element for a formula, or nothing where the LaTeX cannot be read: then the caller
/// shows it as it is.
pub fn mathml(latex: &str, display: bool) -> Option<web_sys::Element> {
    dom::element(&tree(latex, display)?)
}

/// The tree of allowed elements for a formula.
///
/// The LaTeX is foreign text: whatever it holds, this takes a short time and little of the stack.
pub fn tree(latex: &str, display: bool) -> Option<Element> {
    let source = source::prepare(latex, display)?;
    let storage = pulldown_latex::Storage::new();
    let row = build::row(pulldown_latex::Parser::new(&source, &storage))?;
    let annotation =
        Element::leaf(Name::Annotation, latex).with(Attribute::Encoding, "application/x-tex");
    let semantics = Element::of(Name::Semantics, vec![row, annotation]);
    let math = Element::of(Name::Math, vec![semantics]);
    Some(if display {
        math.with(Attribute::Display, "block")
    } else {
        math
    })
}
