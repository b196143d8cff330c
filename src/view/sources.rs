//! What an answer rests on, below its text: sources, and searches of the web.
//!
//! Their titles and addresses come from other people's pages, so links follow the rules of those in
//! a text. The HTML that Google sends for its searches is never used.

use leptos::{
    prelude::*,
    web_sys::{Element, js_sys::encode_uri_component},
};

use super::{
    labels::Label,
    message::LiveMessage,
    piece::{Piece, piece},
    rich_text::{append_link, set_source},
    words::Words,
};
use crate::chat::GroundingSource;

/// Where a search can be made again.
const SEARCH: &str = "https://www.google.com/search?q=";

/// Lists the sources of an answer, folded up.
pub(super) fn sources_view(message: LiveMessage) -> Piece {
    let words = Words::here();
    piece(move || {
        let sources = message.sources();
        let count = sources.len().to_string();
        let summary = move || words.fill(Label::Sources, &[("count", &count)]);
        (!sources.is_empty()).then(|| {
            view! {
                <details class="rill-sources" part="sources">
                    <summary>{summary}</summary>
                    <ol use:lists=sources></ol>
                </details>
            }
        })
    })
}

/// Shows what the model searched the web for.
pub(super) fn searches_view(message: LiveMessage) -> Piece {
    let words = Words::here();
    piece(move || {
        let queries = message.web_search_queries();
        (!queries.is_empty()).then(|| {
            view! {
                <div class="rill-searches" part="searches">
                    <p>{words.say(Label::Searches)}</p>
                    <ul role="list" use:offers=queries></ul>
                </div>
            }
        })
    })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "`use:` passes the element by value"
)]
fn lists(list: Element, sources: Vec<GroundingSource>) {
    for GroundingSource { uri, title } in sources {
        let title = title.unwrap_or_default();
        if let Some(link) = append_link(&list) {
            set_source(&link, uri.as_deref().unwrap_or_default(), title.trim());
        }
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "`use:` passes the element by value"
)]
fn offers(list: Element, queries: Vec<String>) {
    for query in queries {
        if let Some(link) = append_link(&list) {
            let address = format!("{SEARCH}{}", encode_uri_component(&query));
            let _ = link.set_attribute("href", &address);
            link.set_text_content(Some(&query));
        }
    }
}
