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
        table(["attribute", "value, **default**", "what it does"], attributes),
        "Each has a property of its name in camel case (`systemInstruction`), which shows in the attribute as in any HTML element. Those of JSON take the value itself, and it does not show; nor does `apiKey`. What is not understood is a warning in the console that says what is allowed, and the default stands.\n".to_owned(),
        table(["property", "type", "what it is"], properties),
        table(["method", "returns", "what it does"], methods),
        table(["event", "`detail`", "when it comes"], events),
        "All of them bubble and leave shadow roots.\n".to_owned(),
        places("slot", SLOTS),
        places("`::part()`", PARTS),
        table(["custom property", "default", "what it is for"], looks),
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
        Kind::Url(_) => "address".to_owned(),
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
    table([what, "what it is"], rows)
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

fn code(text: &str) -> String {
    format!("`{text}`")
}
