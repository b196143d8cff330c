//! `rill-chat.d.ts`: the types of the element.

use anyhow::Result;

use super::NOTE;
use super::json::quoted;
use super::schema::{
    ATTRIBUTES, Attribute, CLASS, EVENTS, Kind, METHODS, Method, PROPERTIES, SHARED_TYPES, SUMMARY,
    TAG, TYPES,
};
use crate::npm::label_keys;

/// # Errors
///
/// When the labels that a page may replace cannot be read.
pub(super) fn text() -> Result<String> {
    let keys = label_keys()?;
    let keys = keys.iter().map(|key| format!("\n    | {}", quoted(key)));
    let keys: String = keys.collect();
    let shared: String = SHARED_TYPES
        .iter()
        .map(|name| format!("    {name},\n"))
        .collect();
    let events: String = EVENTS
        .iter()
        .map(|event| {
            let (name, detail) = (quoted(event.name), event.detail);
            format!("{}    {name}: CustomEvent<{detail}>;\n", doc(event.doc))
        })
        .collect();
    Ok(format!(
        "{NOTE}\n\n\
         import type {{\n{shared}}} from \"./types.js\";\n\n\
         export type * from \"./types.js\";\n\n\
         {TYPES}\n\
         /** The keys of the texts that `labels` can replace. */\n\
         export type LabelKey ={keys};\n\n\
         /** The events of the element. They bubble and are composed. */\n\
         export interface {CLASS}EventMap {{\n{events}}}\n\n\
         /**\n * What can be set on the element: attributes as they stand in the markup, and properties,\n \
         * of which a template may give those of an attribute as its text.\n */\n\
         export interface {CLASS}Attributes {{\n{}}}\n\n\
         /** {SUMMARY} */\n\
         export declare class {CLASS} extends HTMLElement {{\n\
         \x20   static readonly observedAttributes: readonly string[];\n\n{}}}\n\n\
         declare global {{\n\
         \x20   interface HTMLElementTagNameMap {{\n        {}: {CLASS};\n    }}\n\n\
         \x20   interface GlobalEventHandlersEventMap extends {CLASS}EventMap {{}}\n\
         }}\n",
        settable(),
        members(),
        quoted(TAG),
    ))
}

/// Returns the type of the property of an attribute.
pub(super) fn of_property(attribute: &Attribute) -> String {
    match attribute.kind {
        Kind::Text | Kind::Secret | Kind::Url(_) => "string".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Choice(words) => {
            // An attribute without a default may also be empty.
            let nothing = attribute.default.is_empty().then_some("");
            let words = nothing.iter().chain(words).map(|word| quoted(word));
            words.collect::<Vec<_>>().join(" | ")
        }
        Kind::Number { .. } => "number".to_owned(),
        Kind::Tokens => "readonly string[]".to_owned(),
        Kind::Json { ts, .. } => format!("{ts} | null"),
    }
}

/// Returns the type of the attribute itself, in the templates of frameworks.
fn of_markup(attribute: &Attribute) -> String {
    match attribute.kind {
        Kind::Number { .. } => "number | string".to_owned(),
        Kind::Tokens | Kind::Json { .. } => "string".to_owned(),
        _ => of_property(attribute),
    }
}

fn settable() -> String {
    let mut lines = String::new();
    for attribute in ATTRIBUTES {
        let (markup, property) = (of_markup(attribute), of_property(attribute));
        let either = match attribute.kind {
            Kind::Number { .. } => markup.clone(),
            Kind::Tokens | Kind::Json { .. } => format!("{property} | string"),
            _ => property,
        };
        lines += &doc(attribute.doc);
        if attribute.name.contains('-') {
            lines += &format!("    {}?: {markup} | undefined;\n", quoted(attribute.name));
            lines += &doc(attribute.doc);
        }
        lines += &format!("    {}?: {either} | undefined;\n", attribute.property());
    }
    for property in PROPERTIES.iter().filter(|property| !property.readonly) {
        lines += &doc(property.doc);
        lines += &format!("    {}?: {} | undefined;\n", property.name, property.ts);
    }
    lines
}

fn members() -> String {
    let mut lines = String::new();
    for attribute in ATTRIBUTES.iter().filter(|attribute| !attribute.is_native()) {
        let (name, ts) = (attribute.property(), of_property(attribute));
        lines += &doc(attribute.doc);
        lines += &match attribute.kind {
            Kind::Tokens => format!(
                "    get {name}(): {ts};\n    set {name}(value: {ts} | string | null | undefined);\n"
            ),
            _ => format!(
                "    get {name}(): {ts};\n    set {name}(value: {ts} | null | undefined);\n"
            ),
        };
    }
    for property in PROPERTIES {
        let readonly = if property.readonly { "readonly " } else { "" };
        lines += &doc(property.doc);
        lines += &format!("    {readonly}{}: {};\n", property.name, property.ts);
    }
    for method in METHODS {
        lines += &doc(method.doc);
        lines += &format!(
            "    {}({}): {};\n",
            method.name,
            params(method),
            method.returns
        );
    }
    lines
}

fn params(method: &Method) -> String {
    let params = method.params.iter();
    let params = params.map(|(name, ts)| format!("{name}: {ts}"));
    params.collect::<Vec<_>>().join(", ")
}

fn doc(doc: &str) -> String {
    format!("    /** {doc} */\n")
}
