//! LaTeX math as native MathML.
//!
//! It compiles to a wasm module of its own, so that a page without formulas does not download it.
//! The LaTeX first becomes a tree of allowed elements, where every decision is made, and the tree
//! then becomes DOM elements. No markup is written anywhere, so there is none to escape.
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
mod value;

pub use tree::{Attribute, Element, Name, Property};

/// Returns the `<math>` element for a formula, or `None` if the LaTeX cannot be parsed, in which
/// case the caller shows the source.
pub fn mathml(latex: &str, display: bool) -> Option<web_sys::Element> {
    dom::element(&tree(latex, display)?)
}

/// Returns the tree of allowed elements for a formula, or `None` if the LaTeX cannot be parsed.
///
/// The LaTeX is untrusted: whatever it contains, this takes little time and little of the stack.
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
