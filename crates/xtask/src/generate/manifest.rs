//! `custom-elements.json`: the custom elements manifest, in version 2.1.0 of its schema.

use super::json::{Json, list, map};
use super::schema::{
    ATTRIBUTES, Attribute, CLASS, CUSTOM_PROPERTIES, CustomProperty, EVENTS, Event, METHODS,
    Method, PARTS, PROPERTIES, Place, Property, SLOTS, SUMMARY, TAG,
};
use super::types::of_property;

/// The script of the package that defines the element.
const MODULE: &str = "rill-chat.js";

pub(super) fn text() -> String {
    let exports = Json::List(vec![
        map([
            ("kind", "js".into()),
            ("name", CLASS.into()),
            ("declaration", declaration()),
        ]),
        map([
            ("kind", "custom-element-definition".into()),
            ("name", TAG.into()),
            ("declaration", declaration()),
        ]),
    ]);
    let module = map([
        ("kind", "javascript-module".into()),
        ("path", MODULE.into()),
        ("declarations", Json::List(vec![class()])),
        ("exports", exports),
    ]);
    let manifest = map([
        ("schemaVersion", "2.1.0".into()),
        ("readme", "README.md".into()),
        ("modules", Json::List(vec![module])),
    ]);
    manifest.to_string()
}

fn declaration() -> Json {
    map([("name", CLASS.into()), ("module", MODULE.into())])
}

fn class() -> Json {
    let members = ATTRIBUTES.iter().map(field);
    let members = members.chain(PROPERTIES.iter().map(property));
    let members = members.chain(METHODS.iter().map(method));
    let superclass = map([
        ("name", "HTMLElement".into()),
        ("package", "global:".into()),
    ]);
    map([
        ("kind", "class".into()),
        ("name", CLASS.into()),
        ("description", SUMMARY.into()),
        ("superclass", superclass),
        ("tagName", TAG.into()),
        ("customElement", Json::Bool(true)),
        ("attributes", list(ATTRIBUTES, attribute)),
        ("members", Json::List(members.collect())),
        ("events", list(EVENTS, event)),
        ("slots", list(SLOTS, place)),
        ("cssParts", list(PARTS, place)),
        ("cssProperties", list(CUSTOM_PROPERTIES, css_property)),
    ])
}

fn attribute(attribute: &Attribute) -> Json {
    map([
        ("name", attribute.name.into()),
        ("type", ts(&of_property(attribute))),
        ("default", attribute.default.into()),
        ("description", attribute.doc.into()),
        ("fieldName", attribute.property().into()),
    ])
}

fn field(attribute: &Attribute) -> Json {
    map([
        ("kind", "field".into()),
        ("name", attribute.property().into()),
        ("type", ts(&of_property(attribute))),
        ("description", attribute.doc.into()),
        ("attribute", attribute.name.into()),
        ("reflects", Json::Bool(attribute.reflects())),
    ])
}

fn property(property: &Property) -> Json {
    map([
        ("kind", "field".into()),
        ("name", property.name.into()),
        ("type", ts(property.ts)),
        ("description", property.doc.into()),
        ("readonly", Json::Bool(property.readonly)),
    ])
}

fn method(method: &Method) -> Json {
    let parameter = |(name, of): &(&'static str, &'static str)| {
        map([
            ("name", name.trim_end_matches('?').into()),
            ("type", ts(of)),
            ("optional", Json::Bool(name.ends_with('?'))),
        ])
    };
    map([
        ("kind", "method".into()),
        ("name", method.name.into()),
        ("description", method.doc.into()),
        ("parameters", list(method.params, parameter)),
        ("return", map([("type", ts(method.returns))])),
    ])
}

fn event(event: &Event) -> Json {
    map([
        ("name", event.name.into()),
        ("type", ts(&format!("CustomEvent<{}>", event.detail))),
        ("description", event.doc.into()),
    ])
}

fn place(place: &Place) -> Json {
    map([
        ("name", place.name.into()),
        ("description", place.doc.into()),
    ])
}

fn css_property(property: &CustomProperty) -> Json {
    map([
        ("name", property.name.into()),
        ("syntax", property.syntax.into()),
        ("default", property.default.into()),
        ("description", property.doc.into()),
    ])
}

fn ts(text: &str) -> Json {
    map([("text", text.into())])
}
