//! Builds drafts from the parser's events.

use std::{cell::RefCell, ops::Range, sync::Arc};

use pulldown_cmark::{Alignment as Column, BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag};

use super::{
    draft::Draft,
    labels::Labels,
    tree::{Alert, Alignment, Footnote, Kind, Link},
};

/// How deep a tree may be. Deeper nodes are lifted to this depth, so that no view overflows its
/// stack over ten thousand `>`.
const MAX_DEPTH: usize = 64;

/// How many cells even the shortest row has, if the header has as many.
const MIN_CELLS: usize = 4;

pub(super) struct TreeBuilder<'a> {
    text: &'a str,
    blocks: Vec<Draft>,
    stack: Vec<Draft>,
    /// How many open nodes are left out: too deep, or more cells than their row may have.
    skipped: usize,
    /// How many tags are open from an image on: all text in it is its description.
    in_image: usize,
    known: &'a Labels,
    unknown: &'a RefCell<Vec<(String, usize)>>,
    /// Where on the stack the paragraph of a tight item is, which has no event of its own.
    implied: Option<usize>,
    /// Where the last event ended: a backslash between it and the next text escapes that.
    taken: usize,
}

impl<'a> TreeBuilder<'a> {
    pub(super) fn new(
        text: &'a str,
        known: &'a Labels,
        unknown: &'a RefCell<Vec<(String, usize)>>,
    ) -> Self {
        Self {
            text,
            blocks: Vec::new(),
            stack: Vec::new(),
            skipped: 0,
            in_image: 0,
            known,
            unknown,
            implied: None,
            taken: 0,
        }
    }

    pub(super) fn finish(self) -> Vec<Draft> {
        self.blocks
    }

    pub(super) fn event(
        &mut self,
        event: Event<'_>,
        range: &Range<usize>,
        place: &impl Fn(usize) -> usize,
    ) {
        let source = place(range.start)..place(range.end);
        if self.in_image > 0 {
            self.describe(&event, &source);
            return;
        }
        match event {
            Event::Start(Tag::HtmlBlock) => self.open(Kind::Html, source),
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                self.in_image = 1;
                let (source_of_image, title) =
                    self.target(link_type, &dest_url, &title, &id, &source);
                let kind = Kind::Image {
                    source: source_of_image,
                    title,
                };
                self.open(kind, source);
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                let (destination, title) = self.target(link_type, &dest_url, &title, &id, &source);
                let link = Link {
                    destination: Some(destination),
                    title,
                    bare: false,
                };
                self.open(Kind::Link(link), source);
            }
            Event::Start(tag) => {
                if let Tag::Table(columns) = &tag {
                    self.open(Kind::Table, source);
                    // The text of a table holds its column alignments until the cells get them.
                    if let Some(table) = self.stack.last_mut() {
                        table.text = columns.iter().map(letter).collect();
                    }
                    return;
                }
                let kind = self.kind_of(&tag);
                self.open(kind, source);
            }
            Event::End(_) => self.close(),
            Event::Text(text) => self.leaf(Kind::Text, &text, source, range),
            Event::Html(text) | Event::InlineHtml(text) => {
                self.leaf(Kind::Text, &text, source, range);
            }
            Event::Code(text) => self.leaf(Kind::Code, &text, source, range),
            Event::InlineMath(text) => {
                self.leaf(Kind::Math { display: false }, &text, source, range);
            }
            Event::DisplayMath(text) => {
                self.leaf(Kind::Math { display: true }, &text, source, range);
            }
            Event::SoftBreak => self.leaf(Kind::Text, "\n", source, range),
            Event::HardBreak => self.leaf(Kind::HardBreak, "", source, range),
            Event::Rule => self.leaf(Kind::Rule, "", source, range),
            Event::FootnoteReference(label) => {
                let footnote = footnote(&label);
                self.leaf(Kind::FootnoteReference(footnote), "", source, range);
            }
            Event::TaskListMarker(done) => {
                if let Some(item) = self
                    .stack
                    .iter_mut()
                    .rev()
                    .find(|node| matches!(node.kind, Kind::Item { .. }))
                {
                    item.kind = Kind::Item {
                        checked: Some(done),
                    };
                }
            }
        }
    }

    fn kind_of(&self, tag: &Tag<'_>) -> Kind {
        match tag {
            Tag::Heading { level, .. } => Kind::Heading(*level as u8),
            Tag::BlockQuote(kind) => Kind::BlockQuote(kind.map(|kind| match kind {
                BlockQuoteKind::Note => Alert::Note,
                BlockQuoteKind::Tip => Alert::Tip,
                BlockQuoteKind::Important => Alert::Important,
                BlockQuoteKind::Warning => Alert::Warning,
                BlockQuoteKind::Caution => Alert::Caution,
            })),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::CodeBlock {
                info: Some(info.to_string()),
            },
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::CodeBlock { info: None },
            // The list is tight until an event for the paragraph of an item says otherwise.
            Tag::List(start) => Kind::List {
                start: *start,
                tight: true,
            },
            Tag::Item => Kind::Item { checked: None },
            Tag::FootnoteDefinition(label) => Kind::FootnoteDefinition(footnote(label)),
            Tag::TableHead => Kind::TableHead,
            Tag::TableRow => Kind::TableRow,
            Tag::TableCell => Kind::TableCell(self.column()),
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strikethrough,
            // The rest belongs to extensions that are off.
            _ => Kind::Paragraph,
        }
    }

    /// Returns the destination and the title of a link or an image.
    fn target(
        &self,
        link_type: LinkType,
        destination: &str,
        title: &str,
        id: &str,
        source: &Range<usize>,
    ) -> (Arc<str>, Arc<str>) {
        match link_type {
            LinkType::Email => (format!("mailto:{destination}").into(), title.into()),
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                // The first definition of a label counts, and the parser sees only those in its
                // part. One found there is used, but leaves the label unknown until it is settled.
                self.known.definition(id).unwrap_or_else(|| {
                    self.unknown
                        .borrow_mut()
                        .push((id.to_owned(), source.start));
                    (destination.into(), title.into())
                })
            }
            _ => (destination.into(), title.into()),
        }
    }

    fn column(&self) -> Alignment {
        let [.., table, row] = self.stack.as_slice() else {
            return Alignment::None;
        };
        match table.text.as_bytes().get(row.children.len()) {
            Some(b'l') => Alignment::Left,
            Some(b'c') => Alignment::Center,
            Some(b'r') => Alignment::Right,
            _ => Alignment::None,
        }
    }

    /// Whether a row has enough cells for its length. The parser pads each row to the width of the
    /// header, which may be a thousand cells.
    fn is_full(&self) -> bool {
        let row = self.stack.last();
        row.is_some_and(|row| row.children.len() >= row.source.len().max(MIN_CELLS))
    }

    fn open(&mut self, kind: Kind, source: Range<usize>) {
        if self.stack.len() >= MAX_DEPTH || (is_cell(&kind) && self.is_full()) {
            self.skipped += 1;
            return;
        }
        if kind == Kind::Paragraph
            && let [.., list, item] = self.stack.as_mut_slice()
            && let (Kind::List { tight, .. }, Kind::Item { .. }) = (&mut list.kind, &item.kind)
        {
            *tight = false;
        }
        if kind.is_inline() {
            self.open_text_of_item(&source);
        } else {
            self.close_text_of_item();
        }
        self.stack.push(Draft::new(kind, "", source));
    }

    fn close(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        self.close_text_of_item();
        if let Some(mut done) = self.stack.pop() {
            if done.kind == Kind::Table {
                done.text.clear();
            }
            self.put(done);
        }
    }

    fn leaf(&mut self, kind: Kind, text: &str, source: Range<usize>, range: &Range<usize>) {
        match self.stack.last_mut() {
            Some(block) if matches!(block.kind, Kind::CodeBlock { .. } | Kind::Html) => {
                block.text.push_str(text);
                return;
            }
            Some(_) | None => {}
        }
        let is_inline = kind.is_inline();
        if is_inline {
            self.open_text_of_item(&source);
        } else {
            self.close_text_of_item();
        }
        // Text that differs from its source gets an empty range: nothing in it is a delimiter.
        let nowhere = |text: &str| Draft::new(Kind::Text, text, source.end..source.end);
        let is_escaped = self.taken < range.start && self.text[..range.start].ends_with('\\');
        self.taken = range.end;
        if kind != Kind::Text {
            self.put(Draft::new(kind, text, source));
        } else if self.text.get(range.clone()) != Some(text) {
            self.put(nowhere(text));
        } else {
            // The first character behind a backslash is escaped, and no delimiter.
            let length = text.chars().next().filter(|_| is_escaped);
            let (first, rest) = text.split_at(length.map_or(0, char::len_utf8));
            if !first.is_empty() {
                self.put(nowhere(first));
            }
            self.put(Draft::new(
                kind,
                rest,
                source.start + first.len()..source.end,
            ));
        }
    }

    fn put(&mut self, draft: Draft) {
        match self.stack.last_mut() {
            Some(parent) => parent.children.push(draft),
            None => self.blocks.push(draft),
        }
    }

    /// Opens a paragraph for the text of a tight item, which the parser leaves bare.
    fn open_text_of_item(&mut self, source: &Range<usize>) {
        if let Some(Draft {
            kind: Kind::Item { .. },
            ..
        }) = self.stack.last()
        {
            self.implied = Some(self.stack.len());
            self.stack
                .push(Draft::new(Kind::Paragraph, "", source.clone()));
        }
    }

    fn close_text_of_item(&mut self) {
        let is_last = self.implied.is_some_and(|at| at + 1 == self.stack.len());
        if is_last && let Some(mut paragraph) = self.stack.pop() {
            self.implied = None;
            if let Some(last) = paragraph.children.last() {
                paragraph.source.end = last.source.end;
            }
            self.put(paragraph);
        }
    }

    fn describe(&mut self, event: &Event<'_>, source: &Range<usize>) {
        if let Event::Start(
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }
            | Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            },
        ) = event
        {
            // For its side effect: the description depends on whether the label is defined.
            self.target(*link_type, dest_url, title, id, source);
        }
        let Some(image) = self.stack.last_mut() else {
            return;
        };
        match event {
            Event::Start(_) => self.in_image += 1,
            Event::End(_) => {
                self.in_image -= 1;
                if self.in_image == 0 {
                    self.close();
                }
            }
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
                if self.skipped == 0 =>
            {
                image.text.push_str(text)
            }
            Event::SoftBreak | Event::HardBreak if self.skipped == 0 => image.text.push(' '),
            _ => {}
        }
    }
}

fn is_cell(kind: &Kind) -> bool {
    matches!(kind, Kind::TableCell(_))
}

fn footnote(label: &str) -> Footnote {
    Footnote {
        label: Arc::from(label),
        number: 0,
    }
}

fn letter(column: &Column) -> char {
    match column {
        Column::None => '-',
        Column::Left => 'l',
        Column::Center => 'c',
        Column::Right => 'r',
    }
}
