//! Parts of the widget that a host may draw.

use std::{fmt, sync::Arc};

use leptos::prelude::*;

/// A host's function that draws a part of the widget. It is given the default view of the part, to
/// include or leave out.
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
    /// Returns the part as the host draws it, or its default view without a host's function.
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
