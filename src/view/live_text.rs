//! Markdown as a signal.

use leptos::prelude::*;

use crate::markdown::{Change, Document};

/// A Markdown text that a view can follow while it is written. A handle: clones refer to the same
/// text.
///
/// ```
/// use leptos::prelude::*;
/// use rill_chat::view::{LiveText, Markdown};
///
/// /// A text that grows with each click.
/// #[component]
/// fn Poem() -> impl IntoView {
///     let text = LiveText::default();
///     let poem = text.clone();
///     view! {
///         <Markdown text=poem/>
///         <button on:click=move |_| text.push("**Line** by line. ")>"More"</button>
///     }
/// }
/// ```
#[derive(Clone, Debug, Default)]
pub struct LiveText {
    written: ArcRwSignal<Written>,
    final_blocks: ArcRwSignal<usize>,
}

impl LiveText {
    /// Appends a piece of text. It is parsed when someone next reads the document.
    pub fn push(&self, text: &str) {
        if !text.is_empty() {
            self.written.update(|written| written.unread.push_str(text));
        }
    }

    /// Marks the text as complete: unfinished Markdown at its end is read as it stands.
    pub fn finish(&self) {
        self.written
            .maybe_update(|written| !std::mem::replace(&mut written.is_complete, true));
    }

    /// Marks the text as incomplete again.
    pub fn reopen(&self) {
        self.written
            .maybe_update(|written| std::mem::take(&mut written.is_complete));
    }

    /// Parses what has arrived and calls a function with the document. Tracked.
    pub fn with<T>(&self, read: impl FnOnce(&Document) -> T) -> T {
        self.track();
        self.with_untracked(read)
    }

    /// Parses what has arrived and calls a function with the document, untracked.
    pub fn with_untracked<T>(&self, read: impl FnOnce(&Document) -> T) -> T {
        self.read();
        self.written
            .with_untracked(|written| read(&written.document))
    }

    /// Returns how many blocks of the text parsed so far will not change any more. Tracked.
    pub fn final_blocks(&self) -> usize {
        self.final_blocks.get()
    }

    pub(super) fn track(&self) {
        self.written.track();
    }

    /// Calls a function with the changes after the first `seen`, and the number of all changes. The
    /// changes are `None` if some of them went to another caller.
    pub(super) fn follow(
        &self,
        seen: usize,
        see: impl FnOnce(&Document, Option<&[Change]>, usize),
    ) {
        self.read();
        let changes = self
            .written
            .try_update_untracked(|written| written.changes_after(seen))
            .flatten();
        self.written
            .with_untracked(|written| see(&written.document, changes.as_deref(), written.count()));
    }

    fn read(&self) {
        let blocks = self.written.try_update_untracked(|written| {
            written.read();
            written.document.final_blocks().len()
        });
        if let Some(blocks) = blocks {
            self.final_blocks
                .maybe_update(|old| std::mem::replace(old, blocks) != blocks);
        }
    }
}

/// A document that keeps its changes until a view has followed them.
#[derive(Clone, Debug, Default)]
struct Written {
    document: Document,
    /// Text that has arrived but is not parsed yet.
    unread: String,
    is_complete: bool,
    changes: Vec<Change>,
    /// How many changes came before those in `changes`.
    forgotten: usize,
}

impl Written {
    fn read(&mut self) {
        if !self.is_complete && self.document.is_finished() {
            let changes = self.document.reopen();
            self.changes.extend(changes);
        }
        if !self.unread.is_empty() {
            let changes = self.document.push(&self.unread);
            self.changes.extend(changes);
            self.unread.clear();
        }
        if self.is_complete && !self.document.is_finished() {
            let changes = self.document.finish();
            self.changes.extend(changes);
        }
    }

    /// Takes the changes after the first `seen`. `None` if some of them are gone: another view took
    /// them.
    fn changes_after(&mut self, seen: usize) -> Option<Vec<Change>> {
        let changes = std::mem::take(&mut self.changes);
        let known = seen == self.forgotten;
        self.forgotten += changes.len();
        known.then_some(changes)
    }

    /// Returns how many changes there have been in total.
    fn count(&self) -> usize {
        self.forgotten + self.changes.len()
    }
}
