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
pub struct LiveText(ArcRwSignal<Written>);

impl LiveText {
    /// Takes in the next piece of the text.
    pub fn push(&self, text: &str) {
        self.0.maybe_update(|written| written.push(text));
    }

    /// Says that the text is complete: what is unfinished at its end is what it is.
    pub fn finish(&self) {
        self.0.maybe_update(Written::finish);
    }

    /// Reads the text so far, and what its marks mean. Tracked.
    pub fn with<T>(&self, read: impl FnOnce(&Document) -> T) -> T {
        self.0.with(|written| read(&written.document))
    }

    /// The same, untracked.
    pub fn with_untracked<T>(&self, read: impl FnOnce(&Document) -> T) -> T {
        self.0.with_untracked(|written| read(&written.document))
    }

    /// Hands over what came after the first `seen` changes, and how many there were all in all.
    /// Instead of changes it says `None` if some of those were handed to someone else. Tracked.
    pub(super) fn follow(
        &self,
        seen: usize,
        see: impl FnOnce(&Document, Option<&[Change]>, usize),
    ) {
        self.0.track();
        let changes = self
            .0
            .try_update_untracked(|written| written.changes_after(seen))
            .flatten();
        self.0
            .with_untracked(|written| see(&written.document, changes.as_deref(), written.count()));
    }
}

/// A document that remembers its changes until a view has followed them.
#[derive(Clone, Debug, Default)]
struct Written {
    document: Document,
    changes: Vec<Change>,
    /// How many changes there were before those that are kept.
    forgotten: usize,
}

impl Written {
    /// Takes in the next piece of the text. Says whether there is something to draw.
    fn push(&mut self, text: &str) -> bool {
        let changes = self.document.push(text);
        self.keep(changes)
    }

    /// Says that the text is complete.
    fn finish(&mut self) -> bool {
        let is_new = !self.document.is_finished();
        let changes = self.document.finish();
        self.keep(changes) || is_new
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

    fn keep(&mut self, changes: Vec<Change>) -> bool {
        let is_new = !changes.is_empty();
        self.changes.extend(changes);
        is_new
    }
}
