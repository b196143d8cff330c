//! The list from which the demo builds its controls.

use super::schema::{ATTRIBUTES, Attribute, Kind, Shape};

/// Returns a call of the macro that `src/demo/attributes.rs` declares.
pub(super) fn text() -> String {
    let rows: String = ATTRIBUTES.iter().map(row).collect();
    format!(
        "//! The attributes, written by `cargo xtask generate` from src/element/schema.rs.\n\n\
         use super::{{Kind, Row, Shape}};\n\n\
         attributes! {{\n{rows}}}\n"
    )
}

fn row(attribute: &Attribute) -> String {
    let Attribute {
        name,
        kind,
        default,
        doc,
    } = attribute;
    let variant = variant(attribute);
    let kind = self::kind(*kind);
    format!("    {variant} = {name:?}, Kind::{kind}, {default:?},\n        {doc:?};\n")
}

/// Returns the name of a variant: `ChatTitle` for `chat-title`.
fn variant(attribute: &Attribute) -> String {
    let property = attribute.property();
    let mut letters = property.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Text => "Text".to_owned(),
        Kind::Secret => "Secret".to_owned(),
        Kind::Url(schemes) => {
            let schemes: Vec<_> = ["http", "https"].iter().chain(schemes).collect();
            format!("Url(&{schemes:?})")
        }
        Kind::Boolean => "Boolean".to_owned(),
        Kind::Choice(words) => format!("Choice(&{words:?})"),
        Kind::Number { min, max, whole } => format!("Number({min}, {max}, {whole})"),
        Kind::Tokens => "Tokens".to_owned(),
        Kind::Json { allowed, shape, .. } => {
            let shape = match shape {
                Shape::Object => "Object".to_owned(),
                Shape::List { fields, or_text } => {
                    let name = if or_text { "ListOrTexts" } else { "List" };
                    format!("{name}(&{fields:?})")
                }
            };
            format!("Json(Shape::{shape}, {allowed:?})")
        }
    }
}
