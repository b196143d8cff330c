//! The reference of the element in a README.

use anyhow::{Context as _, Result};

use super::schema::{
    ATTRIBUTES, Attribute, CUSTOM_PROPERTIES, EVENTS, Kind, METHODS, Method, PARTS, PROPERTIES,
    Place, SLOTS,
};

const BEGIN: &str = "<!-- generated: element -->\n";
const END: &str = "<!-- end -->";

/// Returns a README with the reference between its markers.
///
/// # Errors
///
/// When it has no markers.
pub(super) fn text(readme: &str) -> Result<String> {
    let markers = || {
        let (before, rest) = readme.split_once(BEGIN)?;
        let (_, after) = rest.split_once(END)?;
        Some((before, after))
    };
    let (before, after) =
        markers().with_context(|| format!("there is no {} … {END}", BEGIN.trim_end()))?;
    Ok(format!("{before}{BEGIN}\n{}\n{END}{after}", reference()))
}

fn reference() -> String {
    let attributes = ATTRIBUTES.iter().map(|attribute| {
        let value = value(attribute);
        [code(attribute.name), value, attribute.doc.to_owned()]
    });
    let properties = PROPERTIES.iter().map(|property| {
        let note = if property.readonly { ", read only" } else { "" };
        let ts = code(property.ts) + note;
        [code(property.name), ts, property.doc.to_owned()]
    });
    let methods = METHODS.iter().map(|method| {
        let returns = code(method.returns);
        [code(&call(method)), returns, method.doc.to_owned()]
    });
    let events = EVENTS.iter().map(|event| {
        let detail = match event.detail {
            "null" => "none".to_owned(),
            detail => code(detail),
        };
        let note = if event.cancelable { ", cancelable" } else { "" };
        [code(event.name), detail + note, event.doc.to_owned()]
    });
    let looks = CUSTOM_PROPERTIES.iter().map(|property| {
        let default = code(property.default);
        [code(property.name), default, property.doc.to_owned()]
    });
    [
        table(["attribute", "value, **default**", "description"], attributes),
        "Each attribute has a property of the same name in camel case (`systemInstruction`), which reflects it as in any HTML element. Properties of JSON attributes take the value itself and do not reflect it; neither does `apiKey`. An invalid attribute logs a warning that says what is allowed, and the default applies; an invalid boolean is on all the same. An invalid property without an attribute logs a warning and changes nothing.\n".to_owned(),
        table(["property", "type", "description"], properties),
        table(["method", "returns", "description"], methods),
        table(["event", "`detail`", "description"], events),
        "All events bubble and are composed, so they cross shadow boundaries.\n".to_owned(),
        places("slot", SLOTS),
        places("`::part()`", PARTS),
        table(["custom property", "default", "description"], looks),
    ]
    .join("\n")
}

fn value(attribute: &Attribute) -> String {
    let default = || match attribute.default {
        "" => String::new(),
        default => format!(", **{}**", code(default)),
    };
    match attribute.kind {
        Kind::Text | Kind::Secret => format!("text{}", default()),
        Kind::Url(_) => "URL".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Choice(words) => {
            let words = words.iter().map(|word| {
                let word_as_code = code(word);
                if *word == attribute.default {
                    format!("**{word_as_code}**")
                } else {
                    word_as_code
                }
            });
            words.collect::<Vec<_>>().join(" ")
        }
        Kind::Number { .. } => format!("number{}", default()),
        Kind::Tokens => "list".to_owned(),
        Kind::Json { .. } => "JSON".to_owned(),
    }
}

fn call(method: &Method) -> String {
    let names = method.params.iter().map(|(name, _)| *name);
    format!("{}({})", method.name, names.collect::<Vec<_>>().join(", "))
}

fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut table = row(head.iter().map(|cell| (*cell).to_owned()));
    table += &row(head.iter().map(|_| "---".to_owned()));
    for cells in rows {
        table += &row(cells.into_iter().map(|cell| cell.replace('|', "\\|")));
    }
    table
}

fn places(what: &str, places: &[Place]) -> String {
    let rows = places.iter();
    let rows = rows.map(|place| [code(place.name), place.doc.to_owned()]);
    table([what, "description"], rows)
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

fn code(text: &str) -> String {
    format!("`{text}`")
}
