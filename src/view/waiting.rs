//! What stands below an answer while nothing of it comes.

use leptos::prelude::*;

/// Three dots that breathe, and words on what is waited for.
pub(super) fn waiting_view(words: impl Fn() -> String + Send + Sync + 'static) -> impl IntoView {
    view! {
        <div class="rill-waiting">
            <span class="rill-dots" aria-hidden="true">
                {[(); 3].map(|()| view! { <i></i> })}
            </span>
            <span class="rill-waiting-label">{words}</span>
        </div>
    }
}
