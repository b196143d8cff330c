//! Runs pulldown-cmark over a part of a text. The result is not in the tree yet.

use std::{cell::RefCell, ops::Range};

use pulldown_cmark::{BrokenLink, CowStr, Options, Parser};

use super::{
    builder::TreeBuilder,
    draft::Draft,
    labels::{Definition, FootnoteMode, Labels},
    tree::Kind,
};

/// A thematic break behind the prefix of a text, so that nothing of the prefix reaches into it.
const END_OF_PREFIX: &str = "***\n";

/// The part of a document to parse.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The header and delimiter row of the table that the text continues.
    pub(super) head: Option<Range<usize>>,
    /// The text itself.
    pub(super) body: Range<usize>,
}

/// The result of parsing a part.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) blocks: Vec<Draft>,
    pub(super) definitions: Vec<Definition>,
    /// Labels of links without a settled definition, with their places.
    pub(super) unknown: Vec<(String, usize)>,
    /// Labels of footnote references, with their places.
    pub(super) footnotes: Vec<(String, usize)>,
}

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
}

impl Part {
    /// Parses the part. `labels` knows the definitions in the rest of the document.
    pub(super) fn parse(&self, text: &str, labels: &mut Labels, mode: FootnoteMode) -> Parsed {
        let body = &text[self.body.clone()];
        let mut prefix = labels.footnote_prefix(body, mode);
        if !prefix.is_empty() {
            prefix.push_str(END_OF_PREFIX);
        }
        let skipped = prefix.len();
        let head = self.head.clone().unwrap_or(0..0);
        let joined;
        let source = if skipped == 0 && head.is_empty() {
            body
        } else {
            prefix.push_str(&text[head.clone()]);
            prefix.push_str(body);
            joined = prefix;
            &joined
        };
        let place = |at: usize| {
            let at = at.saturating_sub(skipped);
            if at < head.len() {
                head.start + at
            } else {
                self.body.start + at - head.len()
            }
        };
        let unknown = RefCell::new(Vec::new());
        let known: &Labels = labels;
        let look_up = |link: BrokenLink<'_>| {
            let found = known.definition(&link.reference);
            if found.is_none() {
                let label = link.reference.into_string();
                unknown.borrow_mut().push((label, place(link.span.start)));
            }
            found.map(|(destination, title)| {
                (
                    CowStr::from(destination.to_string()),
                    CowStr::from(title.to_string()),
                )
            })
        };
        let parser = Parser::new_with_broken_link_callback(source, options(), Some(look_up));
        let mut definitions: Vec<_> = parser
            .reference_definitions()
            .iter()
            .map(|(label, found)| Definition {
                label: label.to_owned(),
                destination: found.dest.as_ref().into(),
                title: found.title.as_deref().unwrap_or_default().into(),
                source: place(found.span.start)..place(found.span.end),
            })
            .collect();
        definitions.sort_by_key(|definition| definition.source.start);
        let mut builder = TreeBuilder::new(source, known, &unknown);
        for (event, range) in parser.into_offset_iter() {
            if range.start >= skipped {
                builder.event(event, &range, &place);
            }
        }
        let blocks = builder.finish();
        let mut footnotes = Vec::new();
        for block in &blocks {
            note_footnotes(block, &mut footnotes);
        }
        let mut parsed = Parsed {
            blocks,
            definitions,
            unknown: unknown.into_inner(),
            footnotes,
        };
        for block in &mut parsed.blocks {
            labels.number(block);
        }
        parsed
    }
}

fn note_footnotes(draft: &Draft, all: &mut Vec<(String, usize)>) {
    if let Kind::FootnoteReference(footnote) = &draft.kind {
        all.push((footnote.label.to_string(), draft.source.start));
    }
    for child in &draft.children {
        note_footnotes(child, all);
    }
}
