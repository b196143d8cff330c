//! The attributes of `<rill-chat>` as the demo's controls use them: the values that each accepts,
//! its default, and the tag that sets them.

#[cfg(test)]
mod tests;

use serde_json::Value;

/// Declares the attributes: a variant, a name, the kind of value, the default and a description.
macro_rules! attributes {
    ($($variant:ident = $name:literal, $kind:expr, $default:literal, $doc:literal;)*) => {
        /// An attribute of the element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Attribute {
            $($variant,)*
        }

        impl Attribute {
            /// All attributes.
            pub(crate) const ALL: [Self; [$($name),*].len()] = [$(Self::$variant),*];
        }

        pub(super) const ROWS: [Row; Attribute::ALL.len()] = [$(Row {
            name: $name,
            kind: $kind,
            default: $default,
            doc: $doc,
        }),*];
    };
}

mod list;

pub(crate) use list::Attribute;

struct Row {
    name: &'static str,
    kind: Kind,
    default: &'static str,
    doc: &'static str,
}

/// The kind of value that an attribute accepts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Text,
    /// A text that is left out of the tag.
    Secret,
    /// A URL, relative to the page or with one of these schemes.
    Url(&'static [&'static str]),
    /// On if present.
    Boolean,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A number from the first to the second; the third says whether it must be whole.
    Number(u32, u32, bool),
    /// Words separated by spaces.
    Tokens,
    /// JSON of a shape, and a description of it.
    Json(Shape, &'static str),
}

/// The outer shape of a JSON value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    Object,
    /// An array of objects that have these fields, each a string.
    List(&'static [&'static str]),
    /// The same, where a string may take the place of an object.
    ListOrTexts(&'static [&'static str]),
}

impl Attribute {
    /// Returns the name in markup.
    pub(crate) fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns the kind of value that it accepts.
    pub(crate) fn kind(self) -> Kind {
        self.row().kind
    }

    /// Returns the value that applies without it.
    pub(crate) fn default(self) -> &'static str {
        self.row().default
    }

    /// Returns the description.
    pub(crate) fn doc(self) -> &'static str {
        self.row().doc
    }

    fn row(self) -> &'static Row {
        &list::ROWS[self as usize]
    }

    /// Returns what is allowed if a text is not. A blank text counts as no attribute.
    pub(crate) fn validation_error(self, text: &str) -> Option<String> {
        let text = text.trim();
        let is_allowed = text.is_empty()
            || match self.kind() {
                Kind::Text | Kind::Secret | Kind::Boolean | Kind::Tokens => true,
                Kind::Url(schemes) => scheme(text).is_none_or(|scheme| {
                    let mut allowed = schemes.iter();
                    allowed.any(|allowed| scheme.eq_ignore_ascii_case(allowed))
                }),
                Kind::Choice(words) => words.contains(&text),
                Kind::Number(min, max, whole) => text.parse().is_ok_and(|number: f64| {
                    (f64::from(min)..=f64::from(max)).contains(&number)
                        && !(whole && number.fract() != 0.0)
                }),
                Kind::Json(shape, _) => {
                    serde_json::from_str(text).is_ok_and(|value| shape.fits(&value))
                }
            };
        (!is_allowed).then(|| match self.kind() {
            Kind::Url(schemes) => format!("a URL with {}", schemes.join(", ")),
            Kind::Choice(words) => words.join(", "),
            Kind::Number(min, max, true) => format!("a whole number from {min} to {max}"),
            Kind::Number(min, max, false) => format!("a number from {min} to {max}"),
            Kind::Json(_, words) => words.to_owned(),
            Kind::Text | Kind::Secret | Kind::Boolean | Kind::Tokens => String::new(),
        })
    }

    /// Returns the value that applies if the attribute has this text.
    pub(crate) fn effective_value(self, text: &str) -> String {
        let text = text.trim();
        let counts = !text.is_empty() && self.validation_error(text).is_none();
        if counts { text } else { self.default() }.to_owned()
    }

    /// Returns the attribute as it is written in a tag; `None` if it is left out.
    fn markup(self, text: &str) -> Option<String> {
        let (name, text) = (self.name(), self.effective_value(text));
        match self.kind() {
            Kind::Secret => None,
            _ if text == self.default() => None,
            Kind::Boolean => Some(name.to_owned()),
            _ => Some(format!("{name}={}", quoted(&text))),
        }
    }
}

impl Shape {
    fn fits(self, value: &Value) -> bool {
        let is_list = |fields: &[&str], or_text: bool| {
            let fits = |item: &Value| {
                let mut fields = fields.iter();
                or_text && item.is_string()
                    || item.is_object() && fields.all(|field| item[*field].is_string())
            };
            value.as_array().is_some_and(|items| items.iter().all(fits))
        };
        match self {
            Self::Object => value.is_object(),
            Self::List(fields) => is_list(fields, false),
            Self::ListOrTexts(fields) => is_list(fields, true),
        }
    }
}

/// Returns the tag that configures an element in the same way.
pub(crate) fn tag(says: impl Fn(Attribute) -> String) -> String {
    let all = Attribute::ALL.into_iter();
    let attributes: Vec<_> = all.filter_map(|it| it.markup(&says(it))).collect();
    // One or two fit on a line.
    let (space, end) = if attributes.len() > 2 {
        ("\n    ", "\n")
    } else {
        (" ", "")
    };
    let mut tag = "<rill-chat".to_owned();
    for attribute in attributes {
        tag.push_str(space);
        tag.push_str(&attribute);
    }
    tag.push_str(end);
    tag.push_str("></rill-chat");
    tag.push('>');
    tag
}

/// Quotes a value with the marks that leave it most readable.
fn quoted(value: &str) -> String {
    let value = value.replace('&', "&amp;").replace('<', "&lt;");
    if value.contains('"') && !value.contains('\'') {
        format!("'{value}'")
    } else {
        format!("\"{}\"", value.replace('"', "&quot;"))
    }
}

/// Returns the scheme of a URL; `None` if it is relative.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut letters = scheme.chars();
    let is_scheme = letters.next()?.is_ascii_alphabetic()
        && letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then_some(scheme)
}
