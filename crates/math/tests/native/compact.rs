//! A compact notation for a tree, to compare with what a test expects.
//!
//! | notation | meaning |
//! |---|---|
//! | `x`, `12` | `mi` and `mn`, with attributes in brackets after it |
//! | `“and ”` | `mtext`, with `␣` for a no-break space |
//! | `‹=›` | `mo` |
//! | `‹−!›` | `mo` without space around it |
//! | `(` | `mo` of a delimiter that does not stretch |
//! | `‹(↕›` | `mo` of a delimiter that stretches to the height of its contents |
//! | `_`, `⎵` | `mspace`: thin, and of another width |
//! | `msup(x,2)` | any other element |

use rill_math::{Attribute, Element, Name, tree};

/// Returns the row of an inline formula, or `none`.
pub(crate) fn inline(latex: &str) -> String {
    row(latex, false)
}

/// Returns the row of a display formula, or `none`.
pub(crate) fn display(latex: &str) -> String {
    row(latex, true)
}

fn row(latex: &str, is_display: bool) -> String {
    let Some(math) = tree(latex, is_display) else {
        return "none".to_owned();
    };
    let row = &math.children[0].children[0];
    assert_eq!(row.name, Name::Mrow);
    row.children.iter().map(write).collect()
}

fn write(element: &Element) -> String {
    match element.name {
        Name::Mo => return operator(element),
        Name::Mspace => {
            let width =
                |(name, value): &(Attribute, _)| *name == Attribute::Width && value == "0.1667em";
            let is_thin = element.attributes.iter().any(width);
            return if is_thin { "_" } else { "⎵" }.to_owned();
        }
        _ => {}
    }
    let mut said = Vec::new();
    for (attribute, value) in &element.attributes {
        said.push(format!("{}={value}", attribute.as_str()));
    }
    for (property, value) in &element.style {
        let value = if value.contains("gradient") {
            "…"
        } else {
            value
        };
        said.push(format!("{}:{value}", property.as_str()));
    }
    let said = match said.join(" ") {
        said if said.is_empty() => said,
        said => format!("[{said}]"),
    };
    let is_row = matches!(
        element.name,
        Name::Mrow | Name::Mtd | Name::Mstyle | Name::Msqrt
    );
    let children: Vec<_> = element.children.iter().map(write).collect();
    let children = children.join(if is_row { "" } else { "," });
    match element.name {
        Name::Mi | Name::Mn => format!("{}{said}", element.text),
        Name::Mtext => format!("“{}”{said}", element.text.replace('\u{a0}', "␣")),
        name => format!("{}{said}({children})", name.as_str()),
    }
}

fn operator(element: &Element) -> String {
    let mut said = Vec::new();
    for (attribute, value) in &element.attributes {
        match (attribute, &**value) {
            (Attribute::Form, _) => {}
            _ => said.push(format!("{}={value}", attribute.as_str())),
        }
    }
    let text = element.text.replace('\u{2061}', "ƒ");
    match said.join(" ").as_str() {
        "" => format!("‹{text}›"),
        "stretchy=false" => text,
        "stretchy=true" => format!("‹{text}↕›"),
        "lspace=0 rspace=0" => format!("‹{text}!›"),
        "lspace=0 rspace=0.1667em" => format!("‹{text}›"),
        said => format!("‹{text}[{said}]›"),
    }
}
