//! Rendering on a server, where there is no page and work may move between threads.
//!
//! Whatever belongs to a page (a [`Client`], a listener, a task) is not created there: it would
//! call JavaScript, and it must not be dropped on another thread.

use leptos::prelude::*;

use crate::client::Client;

/// Returns whether this runs in a page, and not on a server that renders one.
pub(super) fn is_in_page() -> bool {
    // Some servers run WebAssembly too.
    cfg!(target_arch = "wasm32") && !is_server()
}

/// A client that may be replaced later: the type of [`Chat`](super::Chat)'s prop `client`, made
/// from a [`Client`] or a signal of one.
///
/// ```
/// use leptos::prelude::*;
/// use rill_chat::{Client, view::Chat};
///
/// # fn app(client: Client) -> impl IntoView {
/// let client = RwSignal::new_local(client);
/// view! { <Chat client/> }
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct LiveClient(Option<Signal<Client, LocalStorage>>);

impl LiveClient {
    /// Returns the current client. `None` on a server, which sends no requests. Tracked.
    pub(super) fn get(self) -> Option<Client> {
        Some(self.0?.get())
    }
}

impl<C> From<C> for LiveClient
where
    C: Into<Signal<Client, LocalStorage>>,
{
    fn from(client: C) -> Self {
        Self(is_in_page().then(|| client.into()))
    }
}
