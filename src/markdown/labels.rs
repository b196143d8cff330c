//! Link reference definitions and footnotes: defined in one place, referred to from another.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use unicase::UniCase;

use super::{draft::Draft, tree::Kind};

/// A link reference definition.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) label: String,
    pub(super) destination: Arc<str>,
    pub(super) title: Arc<str>,
    pub(super) source: Range<usize>,
}

pub(super) type Label = UniCase<String>;

/// The labels defined so far, and the numbers of footnotes.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    definitions: HashMap<Label, (Arc<str>, Arc<str>)>,
    numbers: HashMap<Label, u32>,
    written: HashSet<Label>,
}

/// Which `[^label]` to take for footnote references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FootnoteMode {
    /// All: their definitions may still come, mostly at the end.
    AssumeDefined,
    /// Only those that have a definition; others are plain text.
    DefinedOnly,
}

impl Labels {
    pub(super) fn definition(&self, label: &str) -> Option<(Arc<str>, Arc<str>)> {
        if self.definitions.is_empty() {
            return None;
        }
        self.definitions.get(&key(label)).cloned()
    }

    /// Adds a definition, unless its label has one. Returns whether it was added.
    pub(super) fn define(&mut self, definition: &Definition) -> bool {
        let mut new = false;
        self.definitions
            .entry(key(&definition.label))
            .or_insert_with(|| {
                new = true;
                (definition.destination.clone(), definition.title.clone())
            });
        new
    }

    /// Records that a footnote is defined.
    pub(super) fn write_footnote(&mut self, label: &str) {
        self.written.insert(key(label));
    }

    /// Records which footnotes a block defines.
    pub(super) fn write_footnotes(&mut self, block: &Draft) {
        if let Kind::FootnoteDefinition(footnote) = &block.kind {
            self.write_footnote(&footnote.label);
        }
        for child in &block.children {
            self.write_footnotes(child);
        }
    }

    pub(super) fn is_written(&self, footnote: &str) -> bool {
        self.written.contains(&key(footnote))
    }

    /// Numbers each footnote of a block.
    pub(super) fn number(&mut self, block: &mut Draft) {
        if let Kind::FootnoteReference(footnote) | Kind::FootnoteDefinition(footnote) =
            &mut block.kind
        {
            footnote.number = self.number_of(&footnote.label);
        }
        for child in &mut block.children {
            self.number(child);
        }
    }

    /// Returns the number of a footnote, which gets the next one if it has none yet.
    pub(super) fn number_of(&mut self, footnote: &str) -> u32 {
        let next = u32::try_from(self.numbers.len() + 1).unwrap_or(u32::MAX);
        *self.numbers.entry(key(footnote)).or_insert(next)
    }

    /// Forgets all numbers.
    pub(super) fn clear_numbers(&mut self) {
        self.numbers.clear();
    }

    /// Returns empty definitions of the footnotes that a text refers to. The parser recognises only
    /// references to footnotes that it finds defined, and most definitions come later.
    pub(super) fn footnote_prefix(&self, text: &str, mode: FootnoteMode) -> String {
        let mut prefix = String::new();
        let mut seen = HashSet::new();
        let mut rest = text;
        while let Some(at) = rest.find("[^") {
            rest = &rest[at + 2..];
            // The length of a label is limited, and so is the search for its end.
            let end = rest
                .bytes()
                .take(1000)
                .position(|byte| matches!(byte, b']' | b'[' | b'\n' | b'\r'));
            let Some(label) = end
                .filter(|end| rest.as_bytes()[*end] == b']')
                .map(|end| &rest[..end])
            else {
                continue;
            };
            let wanted = match mode {
                FootnoteMode::AssumeDefined => true,
                FootnoteMode::DefinedOnly => self.is_written(label),
            };
            if wanted && !label.is_empty() && !label.contains('\\') && seen.insert(label) {
                prefix.push_str("[^");
                prefix.push_str(label);
                prefix.push_str("]:\n");
            }
        }
        prefix
    }
}

pub(super) fn key(label: &str) -> Label {
    // Labels match whatever their case and white space.
    UniCase::new(label.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
}
