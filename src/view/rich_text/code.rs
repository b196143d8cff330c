//! Code blocks: text is appended to lines that stay, and highlighted as it arrives.

use leptos::{
    prelude::{document, untrack},
    web_sys::{Element, Text},
};

use super::elements::{Made, element, instantiate, set};
use crate::{
    highlight::{Highlighter, Scope},
    view::{
        copy::{Copier, called},
        labels::{Label, Labels},
        words::Words,
    },
};

/// How many lines share an element. A browser lays out a whole run of text whenever it grows, so
/// this bounds what it looks at again.
const LINES: usize = 32;

/// A code block in the page.
pub(super) struct Code {
    code: Element,
    highlighter: Option<Highlighter>,
    /// The element that new lines go into.
    lines: Option<Element>,
    count: usize,
    /// The text node that grows, and its scope.
    last: Option<(Option<Scope>, Text)>,
    /// How many UTF-16 code units at its end may still be highlighted differently.
    pending: u32,
}

impl Code {
    pub(super) fn new(info: Option<&str>, labels: &Labels) -> Option<(Made, Self)> {
        let language = info.and_then(|info| info.split_whitespace().next());
        let outer = element("div", "rill-code")?;
        let head = element("div", "rill-code-head")?;
        let label = element("span", "rill-code-language")?;
        label.set_text_content(Some(language.unwrap_or(labels.get(Label::Code))));
        let button = element("button", "rill-copy")?;
        set(&button, "type", "button");
        set(&button, "aria-label", labels.get(Label::CopyCode));
        button.set_text_content(Some(labels.get(Label::Copy)));
        head.append_with_node_2(&label, &button).ok()?;
        let frame = element("pre", "")?;
        set(&frame, "dir", "ltr");
        // It scrolls on its own, so the keyboard must be able to reach it.
        set(&frame, "tabindex", "0");
        let code = element("code", "")?;
        frame.append_child(&code).ok()?;
        outer.append_with_node_2(&head, &frame).ok()?;
        let this = Self {
            highlighter: language.and_then(Highlighter::new),
            lines: None,
            count: 0,
            last: None,
            pending: 0,
            code: code.clone(),
        };
        Some((Made { outer, inner: code }, this))
    }

    /// Returns the text node that grows.
    pub(super) fn last(&self) -> Option<&Text> {
        self.last.as_ref().map(|(_, last)| last)
    }

    /// Appends code.
    pub(super) fn grow(&mut self, text: &str) {
        let Some(mut highlighter) = self.highlighter.take() else {
            self.put(None, text);
            return;
        };
        self.drop_pending();
        highlighter.push(text, |scope, run| self.put(scope, run));
        let pending = highlighter.pending();
        if !pending.is_empty() {
            self.put(None, pending);
            self.pending = u32::try_from(pending.encode_utf16().count()).unwrap_or(0);
        }
        self.highlighter = Some(highlighter);
    }

    /// Completes the code: no more will come.
    pub(super) fn finish(&mut self) {
        if let Some(mut highlighter) = self.highlighter.take() {
            self.drop_pending();
            highlighter.finish(|scope, run| self.put(scope, run));
        }
    }

    /// Starts over.
    pub(super) fn clear(&mut self, info: Option<&str>) {
        self.code.set_text_content(None);
        let language = info.and_then(|info| info.split_whitespace().next());
        self.highlighter = language.and_then(Highlighter::new);
        self.lines = None;
        self.last = None;
        self.pending = 0;
    }

    fn drop_pending(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        if let Some((_, text)) = &self.last
            && pending > 0
        {
            let _ = text.delete_data(text.length().saturating_sub(pending), pending);
        }
    }

    fn put(&mut self, scope: Option<Scope>, mut text: &str) {
        while !text.is_empty() {
            if self.lines.is_none() || self.count >= LINES {
                self.begin_lines();
            }
            // As much as this element has room for.
            let room = LINES - self.count;
            let end = text.match_indices('\n').take(room).map(|(at, _)| at + 1);
            let (here, breaks) = match end.clone().count() {
                count if count == room => (end.last().unwrap_or(text.len()), count),
                count => (text.len(), count),
            };
            self.put_here(scope, &text[..here]);
            self.count += breaks;
            text = &text[here..];
        }
    }

    fn begin_lines(&mut self) {
        self.lines = instantiate("span", "rill-lines", &[]);
        self.count = 0;
        self.last = None;
        if let Some(lines) = &self.lines {
            let _ = self.code.append_child(lines);
        }
    }

    fn put_here(&mut self, scope: Option<Scope>, text: &str) {
        if let Some((last, node)) = &self.last
            && *last == scope
        {
            let _ = node.append_data(text);
            return;
        }
        let Some(lines) = &self.lines else {
            return;
        };
        let node = document().create_text_node(text);
        let is_in = match scope {
            None => lines.append_child(&node).is_ok(),
            Some(scope) => instantiate("span", class(scope), &[]).is_some_and(|span| {
                span.append_child(&node).is_ok() && lines.append_child(&span).is_ok()
            }),
        };
        if is_in {
            self.last = Some((scope, node));
        }
    }
}

/// Copies the code block that a button belongs to.
pub(super) fn copy(button: Element, words: Words, copier: Copier) {
    let code = button.closest(".rill-code").ok().flatten();
    let code = code.and_then(|block| block.query_selector("code").ok().flatten());
    let Some(text) = code.and_then(|code| code.text_content()) else {
        return;
    };
    copier.copy(text, button.clone(), move |label| {
        let word = |label| untrack(|| words.get(label));
        set(&button, "aria-label", &word(called(label, Label::CopyCode)));
        button.set_text_content(Some(&word(label)));
    });
}

fn class(scope: Scope) -> &'static str {
    match scope {
        Scope::Comment => "rill-hl-comment",
        Scope::Keyword => "rill-hl-keyword",
        Scope::String => "rill-hl-string",
        Scope::Number => "rill-hl-number",
        Scope::Type => "rill-hl-type",
        Scope::Function => "rill-hl-function",
        Scope::Constant => "rill-hl-constant",
        Scope::Property => "rill-hl-property",
        Scope::Tag => "rill-hl-tag",
        Scope::Meta => "rill-hl-meta",
        Scope::Inserted => "rill-hl-inserted",
        Scope::Deleted => "rill-hl-deleted",
    }
}
