//! The HTML that pulldown-cmark writes for a text, and for a tree. Both must be equal.

use pulldown_cmark::{
    Alignment as Column, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType,
    Options, Parser, Tag, TagEnd, html,
};
use rill_chat::markdown::{Alert, Alignment, Document, Kind, NodeId};

/// Returns pulldown-cmark's HTML of a text, with raw HTML as text.
pub(crate) fn expected(text: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let events = Parser::new_ext(&text, options).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Link {
            link_type: LinkType::Email,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url: format!("mailto:{dest_url}").into(),
            title,
            id,
        }),
        event => event,
    });
    // Images have plain text as their description.
    let mut images = 0;
    let events = events.filter_map(|event| match event {
        Event::Start(Tag::Image { .. }) => {
            images += 1;
            (images == 1).then_some(event)
        }
        Event::End(TagEnd::Image) => {
            images -= 1;
            (images == 0).then_some(event)
        }
        Event::FootnoteReference(_) if images > 0 => None,
        Event::Start(_) | Event::End(_) if images > 0 => None,
        Event::SoftBreak | Event::HardBreak if images > 0 => Some(Event::Text(" ".into())),
        Event::InlineMath(text) | Event::DisplayMath(text) | Event::Code(text) if images > 0 => {
            Some(Event::Text(text))
        }
        event => Some(event),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

/// Returns pulldown-cmark's HTML of a tree. Bare links are written as plain text.
pub(crate) fn actual(document: &Document) -> String {
    let mut events = Vec::new();
    write(document, NodeId::ROOT, true, None, &mut events);
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    out
}

fn write<'a>(
    document: &'a Document,
    id: NodeId,
    loose: bool,
    mut task: Option<bool>,
    out: &mut Vec<Event<'a>>,
) {
    let node = document.node(id).unwrap();
    let text = || CowStr::from(node.text.as_str());
    let children = |loose: bool, task: Option<bool>, out: &mut Vec<Event<'a>>| {
        let mut task = task;
        for child in &node.children {
            write(document, *child, loose, task.take(), out);
        }
    };
    let tag = match &node.kind {
        Kind::Document => return children(true, None, out),
        Kind::Text => return out.push(Event::Text(text())),
        Kind::Code => return out.push(Event::Code(text())),
        Kind::HardBreak => return out.push(Event::HardBreak),
        Kind::Rule => return out.push(Event::Rule),
        Kind::Math { display: true } => return out.push(Event::DisplayMath(text())),
        Kind::Math { display: false } => return out.push(Event::InlineMath(text())),
        Kind::FootnoteReference(footnote) => {
            return out.push(Event::FootnoteReference(footnote.label.to_string().into()));
        }
        Kind::Link(link) if link.bare => return children(true, None, out),
        // A tight item has its text without a paragraph around it.
        Kind::Paragraph if !loose => {
            if let Some(done) = task {
                out.push(Event::TaskListMarker(done));
            }
            return children(true, None, out);
        }
        Kind::Paragraph => Tag::Paragraph,
        Kind::Heading(level) => Tag::Heading {
            level: HeadingLevel::try_from(usize::from(*level)).unwrap(),
            id: None,
            classes: vec![],
            attrs: vec![],
        },
        Kind::BlockQuote(alert) => Tag::BlockQuote(alert.map(|alert| match alert {
            Alert::Note => BlockQuoteKind::Note,
            Alert::Tip => BlockQuoteKind::Tip,
            Alert::Important => BlockQuoteKind::Important,
            Alert::Warning => BlockQuoteKind::Warning,
            Alert::Caution => BlockQuoteKind::Caution,
            other => panic!("unknown: {other:?}"),
        })),
        Kind::List { start, .. } => Tag::List(*start),
        Kind::Item { .. } => Tag::Item,
        Kind::CodeBlock { info: Some(info) } => {
            Tag::CodeBlock(CodeBlockKind::Fenced(info.as_str().into()))
        }
        Kind::CodeBlock { info: None } => Tag::CodeBlock(CodeBlockKind::Indented),
        Kind::Html => Tag::HtmlBlock,
        Kind::Table => {
            let head = document.node(node.children[0]).unwrap();
            let columns =
                head.children
                    .iter()
                    .map(|cell| match document.node(*cell).unwrap().kind {
                        Kind::TableCell(Alignment::Left) => Column::Left,
                        Kind::TableCell(Alignment::Center) => Column::Center,
                        Kind::TableCell(Alignment::Right) => Column::Right,
                        _ => Column::None,
                    });
            Tag::Table(columns.collect())
        }
        Kind::TableHead => Tag::TableHead,
        Kind::TableRow => Tag::TableRow,
        Kind::TableCell(_) => Tag::TableCell,
        Kind::FootnoteDefinition(footnote) => {
            Tag::FootnoteDefinition(footnote.label.to_string().into())
        }
        Kind::Emphasis => Tag::Emphasis,
        Kind::Strong => Tag::Strong,
        Kind::Strikethrough => Tag::Strikethrough,
        Kind::Link(link) => Tag::Link {
            link_type: LinkType::Inline,
            dest_url: link.destination.as_deref().unwrap_or("").to_owned().into(),
            title: link.title.to_string().into(),
            id: "".into(),
        },
        Kind::Image { source, title } => Tag::Image {
            link_type: LinkType::Inline,
            dest_url: source.to_string().into(),
            title: title.to_string().into(),
            id: "".into(),
        },
        other => panic!("unknown: {other:?}"),
    };
    let end = tag.to_end();
    out.push(Event::Start(tag));
    // The checkbox of a task is the first thing in its paragraph.
    if node.kind == Kind::Paragraph
        && let Some(done) = task.take()
    {
        out.push(Event::TaskListMarker(done));
    }
    match &node.kind {
        Kind::CodeBlock { .. } | Kind::Html | Kind::Image { .. } if !node.text.is_empty() => {
            out.push(Event::Text(text()));
        }
        _ => {}
    }
    let (loose, task) = match &node.kind {
        Kind::List { tight, .. } => (!tight, None),
        Kind::Item { checked } => {
            let first = node.children.first().map(|id| document.node(*id).unwrap());
            let in_words = first.is_some_and(|first| first.kind == Kind::Paragraph);
            if let (Some(done), false) = (*checked, in_words) {
                out.push(Event::TaskListMarker(done));
            }
            (loose, checked.filter(|_| in_words))
        }
        _ => (true, None),
    };
    children(loose, task, out);
    out.push(Event::End(end));
}
