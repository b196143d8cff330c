//! The Leptos component.
