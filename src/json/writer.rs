//! Writes JSON into a string, field by field.

/// An object that is being written. Absent values are left out, never written as `null`.
pub(crate) struct Fields<'a> {
    out: &'a mut String,
    is_empty: bool,
}

/// Writes an object, whose fields `fields` writes.
pub(crate) fn object(out: &mut String, fields: impl FnOnce(&mut Fields<'_>)) {
    out.push('{');
    fields(&mut Fields {
        out,
        is_empty: true,
    });
    out.push('}');
}

impl Fields<'_> {
    /// Begins a field. The caller must write its value into the string that this returns.
    pub(crate) fn name(&mut self, name: &str) -> &mut String {
        if !std::mem::take(&mut self.is_empty) {
            self.out.push(',');
        }
        push_quoted(self.out, name);
        self.out.push(':');
        self.out
    }

    /// Writes a field that is an object.
    pub(crate) fn object(&mut self, name: &str, fields: impl FnOnce(&mut Fields<'_>)) {
        object(self.name(name), fields);
    }

    /// Writes a field whose value is JSON already.
    pub(crate) fn raw(&mut self, name: &str, json: &str) {
        self.name(name).push_str(json);
    }

    /// Writes a string.
    pub(crate) fn text(&mut self, name: &str, text: &str) {
        push_quoted(self.name(name), text);
    }

    /// Writes a string, if there is one.
    pub(crate) fn option(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// Writes a signed integer, if there is one.
    pub(crate) fn integer(&mut self, name: &str, number: Option<i32>) {
        if let Some(number) = number {
            self.raw(name, &number.to_string());
        }
    }

    /// Writes a number, if there is one. JSON has no infinity and no NaN: they are left out.
    pub(crate) fn float(&mut self, name: &str, number: Option<f64>) {
        if let Some(number) = number.filter(|number| number.is_finite()) {
            push_float(self.name(name), number);
        }
    }

    /// Writes an unsigned integer, if there is one.
    pub(crate) fn number(&mut self, name: &str, number: Option<u64>) {
        if let Some(number) = number {
            self.raw(name, &number.to_string());
        }
    }
}

/// Writes a number with the fewest decimals that round-trip, 17 at most. That is exact for what
/// people write as settings; printing any number exactly would add 20 KB of tables to the page.
fn push_float(out: &mut String, number: f64) {
    let mut power = 1.0;
    let mut decimals = 0;
    let size = number.abs();
    while decimals < 17 && (size * power).round() / power != size {
        power *= 10.0;
        decimals += 1;
    }
    if number < 0.0 {
        out.push('-');
    }
    let scaled = (size * power).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is whole and not negative, and a cast keeps within the type"
    )]
    let digits = (scaled as u64).to_string();
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    out.push_str(whole);
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
}

/// Writes an array, of which `each` writes each item.
pub(crate) fn list<T>(out: &mut String, items: &[T], each: impl Fn(&mut String, &T)) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        each(out, item);
    }
    out.push(']');
}

/// Writes a string in quotation marks, with escapes.
pub(crate) fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            8 => b'b',
            12 => b'f',
            0..0x20 => b'u',
            _ => continue,
        };
        out.push_str(text.get(written..at).unwrap_or_default());
        written = at + 1;
        out.push('\\');
        out.push(char::from(short));
        if short == b'u' {
            out.push_str(if byte < 16 { "000" } else { "001" });
            out.push(char::from_digit(u32::from(byte % 16), 16).unwrap_or('0'));
        }
    }
    out.push_str(text.get(written..).unwrap_or_default());
    out.push('"');
}
