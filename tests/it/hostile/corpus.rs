//! The hostile answers in `tests/data/hostile`, which the in-browser tests also read.

const SNIPPETS: &str = include_str!("../../data/hostile/snippets.txt");

/// One answer.
pub(crate) struct Snippet {
    pub(crate) name: &'static str,
    parts: Vec<(usize, String)>,
}

impl Snippet {
    /// Returns the text, its repetitions cut down to little more than `longest` bytes in all.
    pub(crate) fn text(&self, longest: usize) -> String {
        let (once, repeated) =
            self.parts
                .iter()
                .fold((0, 0), |(once, repeated), part| match part.0 {
                    1 => (once + part.1.len(), repeated),
                    count => (once, repeated + count * part.1.len()),
                });
        let room = longest.saturating_sub(once).min(repeated);
        let mut text = String::new();
        for (count, part) in &self.parts {
            let count = match count {
                1 => 1,
                // In 64 bits, as the product may overflow `usize` on wasm32.
                count => (*count as u64 * room as u64 / repeated as u64).max(2) as usize,
            };
            for number in 0..count {
                text.push_str(&part.replace('№', &number.to_string()));
            }
        }
        text
    }
}

/// Returns all snippets, each with the title above it.
pub(crate) fn snippets() -> Vec<(&'static str, Snippet)> {
    let mut title = "";
    let mut all = Vec::new();
    for line in SNIPPETS.lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(found) = line.strip_prefix("== ") {
            title = found.trim_end_matches(" ==");
            continue;
        }
        let (name, source) = line.split_once(": ").unwrap();
        let parts = parts(source);
        all.push((title, Snippet { name, parts }));
    }
    all
}

/// Returns the parts of a snippet, each with its number of repetitions.
fn parts(source: &str) -> Vec<(usize, String)> {
    let mut parts = Vec::new();
    let mut rest = source;
    while let Some((before, repeated)) = rest.split_once('⟦') {
        parts.push((1, unescaped(before)));
        let (repeated, after) = repeated.split_once('⟧').unwrap();
        let (count, part) = repeated.split_once(' ').unwrap();
        parts.push((count.parse().unwrap(), unescaped(part)));
        rest = after;
    }
    parts.push((1, unescaped(rest)));
    parts
}

fn unescaped(source: &str) -> String {
    let mut text = String::new();
    let mut rest = source.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        text.push(match rest.next().unwrap() {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            's' => ' ',
            '0' => '\0',
            '\\' => '\\',
            'u' => {
                let code: String = rest.by_ref().take_while(|c| *c != '}').collect();
                let code = code.strip_prefix('{').unwrap();
                char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()
            }
            other => panic!("\\{other} is no escape in {source:?}"),
        });
    }
    text
}
