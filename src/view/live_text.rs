//! Markdown as a signal.

use leptos::prelude::*;

use crate::markdown::{Change, Document};

/// A Markdown text that a view can follow while it is written. A handle: clones speak of the same
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
    /// Takes in the next piece of the text. What it means is looked at when someone wants to know.
    pub fn push(&self, text: &str) {
        if !text.is_empty() {
            self.written.update(|written| written.unread.push_str(text));
        }
    }

    /// Says that the text is complete: what is unfinished at its end is what it is.
    pub fn finish(&self) {
        self.written
            .maybe_update(|written| !std::mem::replace(&mut written.is_complete, true));
    }

    /// Says that more will come after all.
    pub fn reopen(&self) {
        self.written
            .maybe_update(|written| std::mem::take(&mut written.is_complete));
    }

    /// Reads the text so far, and what its marks mean. Tracked.
    pub fn with<T>(&self, read: impl FnOnce(&Document) -> T) -> T {
        self.track();
        self.with_untracked(read)
    }

    /// The same, untracked.
    pub fn with_untracked<T>(&self, read: impl FnOnce(&Document) -> T) -> T {
        self.read();
        self.written
            .with_untracked(|written| read(&written.document))
    }

    /// How many blocks of the text will not change any more, as far as it was read. Tracked.
    pub fn final_blocks(&self) -> usize {
        self.final_blocks.get()
    }

    pub(super) fn track(&self) {
        self.written.track();
    }

    /// Hands over what came after the first `seen` changes, and how many there were all in all.
    /// Instead of changes it says `None` if some of those were handed to someone else.
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

/// A document that remembers its changes until a view has followed them.
#[derive(Clone, Debug, Default)]
struct Written {
    document: Document,
    /// What came and was not read yet.
    unread: String,
    is_complete: bool,
    changes: Vec<Change>,
    /// How many changes there were before those that are kept.
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

    /// Gives out the changes after the first `seen`, and forgets them. `None` if some of those are
    /// forgotten: another view followed them.
    fn changes_after(&mut self, seen: usize) -> Option<Vec<Change>> {
        let changes = std::mem::take(&mut self.changes);
        let known = seen == self.forgotten;
        self.forgotten += changes.len();
        known.then_some(changes)
    }

    /// How many changes there were, all in all.
    fn count(&self) -> usize {
        self.forgotten + self.changes.len()
    }
}
