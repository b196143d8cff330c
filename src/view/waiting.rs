//! The indicator below an answer while nothing arrives.

use leptos::prelude::*;

/// Shows three animated dots, and a label for what is awaited.
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
