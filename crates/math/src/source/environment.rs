//! Environments. Those that the parser lacks are rewritten as ones that it has.

use super::{Opener, Source};

/// The maximum length that a repetition of columns may expand to, in bytes.
const MAX_COLUMNS: usize = 64;

impl Source<'_> {
    pub(super) fn begin(&mut self) -> Option<()> {
        let name = self.raw_argument()?.trim();
        let name = match name {
            "multline*" => "multline",
            "flalign" | "flalign*" | "alignat" | "alignat*" => "align*",
            "alignedat" => "aligned",
            "math" | "displaymath" | "subequations" => {
                self.out.push('{');
                return self.open(Opener::Environment);
            }
            "eqnarray" | "eqnarray*" => {
                self.out.push_str(r"\begin{array}{rcl}");
                return self.open(Opener::Environment);
            }
            "array" | "darray" => {
                self.raw_option()?;
                let columns = columns(self.raw_argument()?)?;
                self.out.push_str(&format!(r"\begin{{array}}{{{columns}}}"));
                return self.open(Opener::Environment);
            }
            name if is_plain(name) => {
                // The vertical position, which the page decides.
                if !name.ends_with("matrix*") && self.rest.trim_start().starts_with('[') {
                    self.position();
                }
                self.out.push_str(&format!(r"\begin{{{name}}}"));
                return self.open(Opener::Environment);
            }
            _ => return None,
        };
        // The number of columns, which the rows show anyway.
        self.raw_option()?;
        if self.rest.trim_start().starts_with('{') {
            self.raw_argument()?;
        }
        self.out.push_str(&format!(r"\begin{{{name}}}"));
        self.open(Opener::Environment)
    }

    pub(super) fn end(&mut self) -> Option<()> {
        let name = self.raw_argument()?.trim();
        self.close(Opener::Environment)?;
        let name = match name {
            "multline*" => "multline",
            "flalign" | "flalign*" | "alignat" | "alignat*" => "align*",
            "alignedat" => "aligned",
            "eqnarray" | "eqnarray*" | "darray" => "array",
            "math" | "displaymath" | "subequations" => {
                self.out.push('}');
                return Some(());
            }
            name if is_plain(name) => name,
            _ => return None,
        };
        self.out.push_str(&format!(r"\end{{{name}}}"));
        Some(())
    }

    /// Skips `[t]`, `[c]` or `[b]`.
    fn position(&mut self) {
        let rest = self.rest.trim_start();
        if let Some(rest) = ["[t]", "[c]", "[b]"]
            .iter()
            .find_map(|position| rest.strip_prefix(position))
        {
            self.rest = rest;
        }
    }
}

fn is_plain(name: &str) -> bool {
    name.trim_end_matches('*')
        .bytes()
        .all(|byte| byte.is_ascii_alphabetic())
}

/// Rewrites the column specification of an array with the letters that the parser knows.
fn columns(spec: &str) -> Option<String> {
    let mut columns = String::new();
    let mut rest = spec;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            'l' | 'c' | 'r' | '|' | ':' => columns.push(c),
            // A width, which is left to the browser.
            'p' | 'm' | 'b' => {
                rest = braced(rest)?.1;
                columns.push('l');
            }
            '@' | '!' | '>' | '<' => rest = braced(rest)?.1,
            '*' => {
                let (times, behind) = braced(rest)?;
                let (repeated, behind) = braced(behind)?;
                rest = behind;
                let times: usize = times.trim().parse().ok()?;
                if times.checked_mul(repeated.len())? > MAX_COLUMNS {
                    return None;
                }
                columns.push_str(&repeated.repeat(times));
            }
            c if c.is_whitespace() => {}
            _ => return None,
        }
    }
    let is_known = |c| matches!(c, 'l' | 'c' | 'r' | '|' | ':');
    columns.chars().all(is_known).then_some(columns)
}

/// Splits off an argument without braces in it, and returns it and the rest.
fn braced(rest: &str) -> Option<(&str, &str)> {
    rest.trim_start().strip_prefix('{')?.split_once('}')
}
