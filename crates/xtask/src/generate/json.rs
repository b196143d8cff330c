//! Pretty-printed JSON.

use std::fmt::{self, Display, Formatter};

/// A value. A map omits the fields whose value is empty or false.
pub(super) enum Json {
    Text(String),
    Bool(bool),
    List(Vec<Json>),
    Map(Vec<(&'static str, Json)>),
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Returns a map of these fields.
pub(super) fn map<const N: usize>(fields: [(&'static str, Json); N]) -> Json {
    Json::Map(fields.into_iter().collect())
}

/// Returns a list of what `each` makes of the items.
pub(super) fn list<T>(items: &[T], each: impl Fn(&T) -> Json) -> Json {
    Json::List(items.iter().map(each).collect())
}

/// Returns a text as a string literal of JSON and JavaScript.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

impl Json {
    fn is_nothing(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Bool(value) => !value,
            Self::List(items) => items.is_empty(),
            Self::Map(fields) => fields.is_empty(),
        }
    }

    fn write(&self, f: &mut Formatter<'_>, depth: usize) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::Bool(value) => write!(f, "{value}"),
            Self::List(items) => block(f, depth, ['[', ']'], items, |f, item| {
                item.write(f, depth + 1)
            }),
            Self::Map(fields) => {
                let fields = fields.iter().filter(|(_, value)| !value.is_nothing());
                let fields: Vec<_> = fields.collect();
                block(f, depth, ['{', '}'], &fields, |f, (name, value)| {
                    write!(f, "{}: ", quoted(name))?;
                    value.write(f, depth + 1)
                })
            }
        }
    }
}

fn block<T>(
    f: &mut Formatter<'_>,
    depth: usize,
    [open, close]: [char; 2],
    items: &[T],
    each: impl Fn(&mut Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    write!(f, "{open}")?;
    for (index, item) in items.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        write!(f, "{comma}\n{:width$}", "", width = 2 * (depth + 1))?;
        each(f, item)?;
    }
    if !items.is_empty() {
        write!(f, "\n{:width$}", "", width = 2 * depth)?;
    }
    write!(f, "{close}")
}

impl Display for Json {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.write(f, 0)?;
        writeln!(f)
    }
}
