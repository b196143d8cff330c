//! JSON as people read it.

use std::fmt::{self, Display, Formatter};

/// A value. What has nothing to say in a map is left out of it.
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

/// A map of the fields that there are.
pub(super) fn map<const N: usize>(fields: [(&'static str, Json); N]) -> Json {
    Json::Map(fields.into_iter().collect())
}

/// A list of what a function makes of each item.
pub(super) fn list<T>(items: &[T], each: impl Fn(&T) -> Json) -> Json {
    Json::List(items.iter().map(each).collect())
}

/// A text in quotation marks, as JSON and JavaScript have it.
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
