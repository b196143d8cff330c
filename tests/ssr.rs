//! The chat as rendered on a server, where there is no page and where what one thread renders may
//! be dropped by another.

#![expect(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::thread;

use leptos::prelude::*;
use rill_chat::{
    Client,
    browser::Fetch,
    chat::{Content, Message},
    gemini::Endpoint,
    view::{Chat, Labels, Suggestion, Wrap, use_chat},
};

const RELAY: &str = "https://relay.example/v1beta";

/// Renders in a thread of its own, and checks what the HTML contains and what it does not.
#[track_caller]
fn check<V: IntoView>(draw: impl FnOnce() -> V + Send, has: &[&str], has_not: &[&str]) {
    let (owner, html) = thread::scope(|scope| {
        let drawing = scope.spawn(|| {
            let owner = Owner::new();
            let html = owner.with(|| draw().to_html());
            (owner, html)
        });
        drawing.join().unwrap()
    });
    // Dropped by this thread, as happens in a multi-threaded runtime.
    owner.unset_with_forced_cleanup();
    // Leptos marks places whose content may change with an empty comment.
    let html = html.replace("<!>", "");
    for piece in has {
        assert!(html.contains(piece), "no {piece} in {html}");
    }
    for piece in has_not {
        assert!(!html.contains(piece), "{piece} in {html}");
    }
}

fn client() -> Client {
    Client::new(Endpoint::new(RELAY), Fetch::new())
}

fn said() -> Vec<Content> {
    vec![Content::user("Are you open?"), Content::model("**Yes.**")]
}

#[test]
fn a_chat_has_all_that_it_begins_with() {
    check(
        || {
            let suggestions = vec![Suggestion::new("Hours", "What are your opening hours?")];
            let header = Wrap::from(|title: AnyView| view! { <i>{"Our "}</i> {title} });
            let on_close = Callback::new(|()| {});
            let footer = || view! { <p>{"We may be wrong."}</p> };
            view! {
                <Chat endpoint=RELAY title="Library" suggestions header footer on_close/>
            }
        },
        &[
            "<section ",
            "<i>Our </i>",
            ">Library</h2>",
            "part=\"close-button\"",
            "How can I help you?</p>",
            "<span class=\"rill-label\">Hours</span>",
            "placeholder=\"Write a message\"",
            "type=\"submit\"",
            "<p>We may be wrong.</p>",
        ],
        // The enclosing dialog already has that name.
        &["aria-label=\"Library\""],
    );
    check(
        || view! { <Chat endpoint=RELAY title="Library"/> },
        &["<section ", "aria-label=\"Library\""],
        &["part=\"close-button\""],
    );
}

/// Routers erase the type of each page. The compiler walks nested types only to a limited depth.
#[test]
fn it_may_stand_deep_in_a_page_of_no_type() {
    check(
        || {
            let page = view! {
                <main>
                    <div>
                        <div>
                            <section>
                                <Chat endpoint=RELAY title="Library"/>
                            </section>
                        </div>
                    </div>
                </main>
            };
            page.into_any()
        },
        &["<main><div><div><section><section ", "Library</h2>"],
        &[],
    );
}

#[test]
fn it_speaks_the_language_of_the_page() {
    check(
        || {
            let labels = Labels::in_language("ar").unwrap_or_default();
            view! { <Chat endpoint=RELAY labels lang="ar" theme="dark"/> }
        },
        &["lang=\"ar\"", "dir=\"rtl\"", "data-theme=\"dark\""],
        &["How can I help you?", "Write a message"],
    );
}

#[test]
fn nothing_can_be_sent_before_it_is_in_a_page() {
    check(
        || view! { <Chat endpoint=RELAY/> },
        &["title=\"Send (Enter)\" disabled "],
        &["Stop"],
    );
}

#[test]
fn a_history_is_there_and_its_answers_are_drawn_by_the_page() {
    check(
        || view! { <Chat endpoint=RELAY history=said()/> },
        &["Are you open?", "data-role=\"model\""],
        &["Yes.", "How can I help you?"],
    );
}

#[test]
fn what_a_browser_keeps_is_waited_for() {
    check(
        || view! { <Chat endpoint=RELAY keep="support" history=said()/> },
        &["aria-busy=\"true\"", "Write a message"],
        &["How can I help you?", "Are you open?"],
    );
}

#[test]
fn a_client_of_the_host_may_be_dropped_by_any_thread() {
    check(
        || view! { <Chat client=client()/> },
        &["How can I help you?"],
        &[],
    );
}

#[test]
fn a_conversation_of_the_host_is_drawn() {
    check(
        || {
            let chat = use_chat(&client(), said());
            chat.on_before_send(Callback::new(Some));
            chat.on_end(Callback::new(|answer: Message| drop(answer)));
            chat.stop();
            view! {
                <b>{chat.messages().len()}</b>
                <Chat chat/>
            }
        },
        &["<b>2</b>", "Are you open?"],
        &[],
    );
}
