//! Completion data for editors: VS Code's custom data, and JetBrains' web-types.

use super::json::{Json, list, map};
use super::schema::{
    ATTRIBUTES, Attribute, CUSTOM_PROPERTIES, CustomProperty, EVENTS, Event, Kind, PARTS,
    PROPERTIES, Place, Property, SLOTS, SUMMARY, TAG,
};
use super::types::of_property;

/// Returns the tag and its attributes, in the format of `html.customData`.
pub(super) fn html() -> String {
    let tag = map([
        ("name", TAG.into()),
        ("description", markdown(SUMMARY)),
        ("attributes", list(ATTRIBUTES, attribute)),
    ]);
    custom_data(("tags", Json::List(vec![tag])))
}

/// Returns the custom properties, in the format of `css.customData`.
pub(super) fn css() -> String {
    custom_data(("properties", list(CUSTOM_PROPERTIES, css_property)))
}

fn custom_data(data: (&'static str, Json)) -> String {
    // The version must be a number, which [`Json`] does not have.
    let json = map([data]).to_string();
    json.replacen("{\n", "{\n  \"version\": 1.1,\n", 1)
}

fn attribute(attribute: &Attribute) -> Json {
    let value_set = match attribute.kind {
        Kind::Boolean => "v",
        _ => "",
    };
    map([
        ("name", attribute.name.into()),
        ("description", markdown(attribute.doc)),
        (
            "values",
            list(words(attribute), |word| map([("name", (*word).into())])),
        ),
        ("valueSet", value_set.into()),
    ])
}

fn words(attribute: &Attribute) -> &'static [&'static str] {
    match attribute.kind {
        Kind::Choice(words) => words,
        _ => &[],
    }
}

fn css_property(property: &CustomProperty) -> Json {
    let doc = format!("{} Default: `{}`.", property.doc, property.default);
    map([
        ("name", property.name.into()),
        ("description", markdown(&doc)),
    ])
}

fn markdown(text: &str) -> Json {
    map([("kind", "markdown".into()), ("value", text.into())])
}

/// Returns the same data for JetBrains' editors.
pub(super) fn web_types() -> String {
    let properties = ATTRIBUTES.iter().map(web_field);
    let properties = properties.chain(PROPERTIES.iter().map(web_property));
    let element = map([
        ("name", TAG.into()),
        ("description", SUMMARY.into()),
        ("attributes", list(ATTRIBUTES, web_attribute)),
        ("slots", list(SLOTS, web_place)),
        (
            "js",
            map([
                ("properties", Json::List(properties.collect())),
                ("events", list(EVENTS, web_event)),
            ]),
        ),
        (
            "css",
            map([
                ("parts", list(PARTS, web_place)),
                ("properties", list(CUSTOM_PROPERTIES, web_css_property)),
            ]),
        ),
    ]);
    let html = map([("elements", Json::List(vec![element]))]);
    let web_types = map([
        (
            "$schema",
            "https://json.schemastore.org/web-types.json".into(),
        ),
        ("name", TAG.into()),
        ("version", env!("CARGO_PKG_VERSION").into()),
        ("js-types-syntax", "typescript".into()),
        ("description-markup", "markdown".into()),
        ("contributions", map([("html", html)])),
    ]);
    web_types.to_string()
}

fn web_attribute(attribute: &Attribute) -> Json {
    let kind = match attribute.kind {
        Kind::Boolean => "no-value",
        _ => "plain",
    };
    let value = map([
        ("kind", kind.into()),
        ("type", of_property(attribute).into()),
    ]);
    map([
        ("name", attribute.name.into()),
        ("description", attribute.doc.into()),
        ("default", attribute.default.into()),
        ("value", value),
    ])
}

fn web_field(attribute: &Attribute) -> Json {
    map([
        ("name", attribute.property().into()),
        ("description", attribute.doc.into()),
        ("type", of_property(attribute).into()),
    ])
}

fn web_property(property: &Property) -> Json {
    map([
        ("name", property.name.into()),
        ("description", property.doc.into()),
        ("type", property.ts.into()),
        ("read-only", Json::Bool(property.readonly)),
    ])
}

fn web_event(event: &Event) -> Json {
    map([
        ("name", event.name.into()),
        ("description", event.doc.into()),
    ])
}

fn web_place(place: &Place) -> Json {
    map([
        ("name", place.name.into()),
        ("description", place.doc.into()),
    ])
}

fn web_css_property(property: &CustomProperty) -> Json {
    let doc = format!("{} Default: `{}`.", property.doc, property.default);
    map([("name", property.name.into()), ("description", doc.into())])
}
