//! `schema.js`: what the element's script needs from the schema, in few bytes.

use super::NOTE;
use super::json::quoted;
use super::schema::{ATTRIBUTES, Attribute, Kind, PROPERTIES, Property, Shape};

pub(super) fn text() -> String {
    let attributes: String = ATTRIBUTES.iter().map(attribute).collect();
    let properties: String = PROPERTIES.iter().filter_map(property).collect();
    format!(
        "{NOTE}\n\n\
         /** For each attribute its kind, its default, and what is allowed. */\n\
         export const ATTRIBUTES = {{\n{attributes}}};\n\n\
         /** For each property without an attribute, the types it may have. */\n\
         export const PROPERTIES = {{\n{properties}}};\n"
    )
}

fn attribute(attribute: &Attribute) -> String {
    let (kind, standard, rule) = parts(attribute);
    let mut items = vec![quoted(kind), standard];
    items.extend(rule);
    format!("    {}: [{}],\n", key(attribute.name), items.join(", "))
}

/// Returns the kind, the default as a value, and the rule for what is allowed.
fn parts(attribute: &Attribute) -> (&'static str, String, Vec<String>) {
    let standard = quoted(attribute.default);
    match attribute.kind {
        Kind::Text => ("text", standard, vec![]),
        Kind::Secret => ("secret", standard, vec![]),
        Kind::Url(schemes) => {
            let schemes = ["https", "http"].iter().chain(schemes);
            let schemes = schemes.map(|scheme| quoted(&format!("{scheme}:")));
            ("url", standard, schemes.collect())
        }
        Kind::Boolean => ("boolean", "false".to_owned(), vec![]),
        Kind::Choice(words) => ("choice", standard, list(words)),
        Kind::Number { min, max, whole } => {
            let mut rule = vec![min.to_string(), max.to_string()];
            rule.extend(whole.then(|| "1".to_owned()));
            ("number", attribute.default.to_owned(), rule)
        }
        Kind::Tokens => ("tokens", "[]".to_owned(), vec![]),
        Kind::Json { allowed, shape, .. } => {
            let mut rule = vec![quoted(allowed)];
            if let Shape::List { fields, or_text } = shape {
                rule.push(format!("[{}]", list(fields).join(", ")));
                rule.extend(or_text.then(|| "1".to_owned()));
            }
            ("json", "null".to_owned(), rule)
        }
    }
}

fn property(property: &Property) -> Option<String> {
    let types = list(property.types).join(", ");
    let line = || format!("    {}: [{types}],\n", property.name);
    (!types.is_empty()).then(line)
}

fn list(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| quoted(word)).collect()
}

fn key(name: &str) -> String {
    if name.contains('-') {
        quoted(name)
    } else {
        name.to_owned()
    }
}
