//! Definitions that come after what refers to them.
//!
//! A definition may change final blocks, and the final part of the open one. They are parsed again,
//! all of them at once and with increasing gaps (`throttle`), or each of a thousand definitions
//! could have the same long list parsed again.

use super::Document;
use crate::markdown::{
    bare,
    labels::FootnoteMode,
    parse::{Parsed, Part},
    patch, settled, throttle,
    tree::{Change, NodeId},
    waiting::Block,
};

impl Document {
    /// Whether it is time to parse what refers to new definitions again.
    pub(super) fn is_resolve_due(&self) -> bool {
        self.is_finished || !self.defined.is_empty() && self.text.len() >= self.resolve_at
    }

    /// Stores the definitions that no later line changes and, unless it is too early, parses again
    /// the blocks that wait for them. Returns whether the final part of the open block has to be
    /// parsed again, too.
    pub(super) fn define(
        &mut self,
        parsed: &Parsed,
        end: usize,
        settled: usize,
        changes: &mut Vec<Change>,
    ) -> bool {
        let settled = if self.is_finished { end } else { settled };
        for definition in settled::definitions(parsed, &self.text[..end], settled) {
            if self.labels.define(definition) {
                self.defined.push(definition.label.clone());
            }
        }
        if !self.is_resolve_due() {
            return false;
        }
        let defined = std::mem::take(&mut self.defined);
        // Now it is certain which labels stay undefined.
        let (ready, mode) = if self.is_finished {
            let mut all = self.waiting.take_all();
            all.retain(|one| self.has_new_meaning(&one.labels));
            (all, FootnoteMode::DefinedOnly)
        } else {
            (self.waiting.take(&defined), FootnoteMode::AssumeDefined)
        };
        let mut effort = 0;
        for one in ready {
            effort += throttle::effort(&self.text[one.source.clone()]);
            self.parse_again(one, mode, changes);
        }
        let thaws = self.has_new_meaning(&self.tail.labels);
        if thaws {
            effort += throttle::effort(&self.text[self.tail.block..end]);
        }
        self.resolve_at = self.text.len() + throttle::gap_after(effort);
        thaws
    }

    /// Whether a reference to one of these labels means something else now than when it was parsed.
    fn has_new_meaning(&self, labels: &[String]) -> bool {
        labels.iter().any(|label| match label.strip_prefix('^') {
            Some(footnote) if self.is_finished => !self.labels.is_written(footnote),
            _ => self.labels.definition(label).is_some(),
        })
    }

    /// Parses a final block again, and lets it wait for the labels that are still undefined.
    fn parse_again(&mut self, mut one: Block, mode: FootnoteMode, changes: &mut Vec<Change>) {
        let part = Part {
            head: None,
            body: one.source.clone(),
        };
        let parsed = part.parse(&self.text, &mut self.labels, mode);
        one.labels = settled::labels(&parsed.unknown, &parsed.footnotes, &one.source);
        for (index, mut block) in parsed.blocks.into_iter().take(one.size).enumerate() {
            bare::link(&mut block, false);
            let index = one.index + index;
            patch::child(&mut self.tree, NodeId::ROOT, index, block, changes);
        }
        if !self.is_finished {
            self.waiting.add(one);
        }
    }
}
