//! Drawing on a server, where there is no page and threads may change hands.
//!
//! What is made for a page (a [`Client`], a listener, a task) is not made there: it would call
//! JavaScript, and it must not be dropped by another thread than its own.

use leptos::prelude::*;

use crate::client::Client;

/// Whether this runs in a page, and not on a server that draws one.
pub(super) fn is_in_page() -> bool {
    // Some servers run WebAssembly too.
    cfg!(target_arch = "wasm32") && !is_server()
}

/// A client that may be another one later: what [`Chat`](super::Chat) takes for its `client`, a
/// [`Client`] or a signal of one.
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
    /// The client as it is now. `None` on a server, where there is nobody to talk to. Tracked.
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
