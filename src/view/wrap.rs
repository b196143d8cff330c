//! Pieces of the widget that a host may draw.

use std::{fmt, sync::Arc};

use leptos::prelude::*;

/// What a host draws in the place of a piece of the widget. It is given that piece, to be put into
/// what it draws, or left out.
///
/// ```
/// use leptos::prelude::*;
/// use rill_chat::view::{Chat, Wrap};
///
/// # fn app() -> impl IntoView {
/// let header = Wrap::from(|title: AnyView| view! { <img src="logo.svg" alt=""/> {title} });
/// view! { <Chat title="Library" header/> }
/// # }
/// ```
#[derive(Clone)]
pub struct Wrap(Arc<dyn Fn(AnyView) -> AnyView + Send + Sync>);

impl Wrap {
    /// The piece as the host draws it; as it is where the host draws nothing.
    pub(super) fn around(this: Option<Self>, piece: AnyView) -> AnyView {
        match this {
            Some(this) => (this.0)(piece),
            None => piece,
        }
    }
}

impl fmt::Debug for Wrap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wrap")
    }
}

impl<F, V> From<F> for Wrap
where
    F: Fn(AnyView) -> V + Send + Sync + 'static,
    V: RenderHtml + Send + 'static,
{
    fn from(draw: F) -> Self {
        Self(Arc::new(move |piece| draw(piece).into_any()))
    }
}
