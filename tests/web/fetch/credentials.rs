//! Headers and tokens that the page provides for each request.

use std::{cell::Cell, future::ready};

use js_sys::Function;
use rill_chat::{
    Chat, Client, ErrorKind,
    browser::Fetch,
    chat::{Ending, Recovery},
    gemini::Endpoint,
};
use wasm_bindgen::{JsError, JsValue};
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

use super::read;
use crate::{page::until, server::Server};

/// Evaluates a JavaScript expression.
fn js(source: &str) -> JsValue {
    let function = Function::new_no_args(&format!("return {source}"));
    function.call0(&JsValue::NULL).unwrap()
}

/// Starts a conversation whose requests carry these headers and this token.
fn chat(server: &Server, headers: &str, token: &str) -> Chat {
    let endpoint = Endpoint::new("https://relay.example").header("x-tenant", "42");
    let fetch = Fetch::with(server.fetch())
        .headers(js(headers))
        .token(js(token));
    Client::new(endpoint, fetch)
        .recovery(Recovery::none())
        .start_chat(vec![])
}

/// Sends a message, and returns the `authorization` header without waiting for the answer.
async fn authorization(server: &Server, chat: &Chat) -> Option<String> {
    let stream = chat.send_message_stream("Hello");
    let before = server.count();
    spawn_local(async move { drop(read(stream).await) });
    until("it is sent", || server.count() > before).await;
    chat.stop();
    server.header("authorization")
}

#[wasm_bindgen_test]
async fn they_go_along_however_they_are_given() {
    let none = [None, None, Some("42")];
    for (headers, token, expected) in [
        ("undefined", "undefined", none),
        ("null", "''", none),
        ("() => undefined", "() => undefined", none),
        (
            "({ 'x-own': 'a' })",
            "' t1 '",
            [Some("a"), Some("Bearer t1"), Some("42")],
        ),
        (
            "[['x-own', 'a']]",
            "() => 't2'",
            [Some("a"), Some("Bearer t2"), Some("42")],
        ),
        (
            "() => new Headers({ 'x-own': 'a', 'X-Tenant': '7' })",
            "async () => 't3'",
            [Some("a"), Some("Bearer t3"), Some("7")],
        ),
        (
            "async () => ({ authorization: 'Basic x' })",
            "() => null",
            [None, Some("Basic x"), Some("42")],
        ),
    ] {
        let server = Server::new();
        let stream = chat(&server, headers, token).send_message_stream("Hello");
        spawn_local(async move { drop(read(stream).await) });
        until("it is sent", || server.count() == 1).await;
        let got = ["x-own", "authorization", "x-tenant"].map(|name| server.header(name));
        let got: Vec<_> = got.iter().map(Option::as_deref).collect();
        assert_eq!(got, expected, "{headers} {token}");
        assert_eq!(server.header("content-type").unwrap(), "application/json");
        server.close();
    }
}

#[wasm_bindgen_test]
async fn a_function_is_asked_for_each_request() {
    let server = Server::new();
    let chat = chat(&server, "null", "(count => () => `t${++count}`)(0)");
    for token in ["Bearer t1", "Bearer t2"] {
        assert_eq!(authorization(&server, &chat).await.as_deref(), Some(token));
    }
}

#[wasm_bindgen_test]
async fn a_token_of_rust_is_obtained_for_each_request() {
    let count = Cell::new(0);
    let server = Server::new();
    let fetch = Fetch::with(server.fetch()).token_from(move || {
        let turn = count.replace(count.get() + 1);
        ready(match turn {
            2 => Err(JsError::new("signed out")),
            turn => Ok(format!("t{turn}")),
        })
    });
    let chat = Client::new(Endpoint::new("https://relay.example"), fetch)
        .recovery(Recovery::none())
        .start_chat(vec![]);
    for token in ["Bearer t0", "Bearer t1"] {
        assert_eq!(authorization(&server, &chat).await.as_deref(), Some(token));
    }
    let (_, ending) = read(chat.send_message_stream("Hello")).await;
    let Ending::Failed(error) = ending else {
        panic!("{ending:?}")
    };
    assert_eq!(error.kind(), ErrorKind::NoCredentials);
    assert!(error.to_string().contains("signed out"), "{error}");
}

#[wasm_bindgen_test]
async fn a_function_that_fails_ends_the_request() {
    for (headers, token, kind, words) in [
        (
            "null",
            "() => { throw new Error('signed out') }",
            ErrorKind::NoCredentials,
            "token failed: signed out",
        ),
        (
            "null",
            "async () => { throw new Error('signed out') }",
            ErrorKind::NoCredentials,
            "token failed: signed out",
        ),
        (
            "() => Promise.reject('s3cret')",
            "null",
            ErrorKind::NoCredentials,
            "headers failed",
        ),
        ("null", "() => 7", ErrorKind::NoCredentials, "no string"),
        (
            "null",
            "'s3cret\\n'.repeat(2)",
            ErrorKind::InvalidKey,
            "authorization",
        ),
        (
            "({ 'x y': 's3cret' })",
            "null",
            ErrorKind::InvalidRequest,
            "this header",
        ),
        ("7", "null", ErrorKind::InvalidRequest, "this header"),
    ] {
        let server = Server::new();
        let (_, ending) = read(chat(&server, headers, token).send_message_stream("Hello")).await;
        let Ending::Failed(error) = ending else {
            panic!("{ending:?}")
        };
        let told = error.to_string();
        assert_eq!(error.kind(), kind, "{told}");
        assert!(told.contains(words) && !told.contains("s3cret"), "{told}");
        assert_eq!(server.count(), 0);
    }
}
