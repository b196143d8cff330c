//! `Fetch`: its calls of a `fetch` function, and how it handles whatever such a function may do.

mod credentials;

use futures_util::StreamExt as _;
use js_sys::{Function, Reflect};
use rill_chat::{
    Chat, Client, ErrorKind, MessageStream,
    browser::Fetch,
    chat::{Ending, FinishReason, Recovery},
    gemini::Endpoint,
};
use wasm_bindgen::{JsValue, externref_heap_live_count};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{page::task, server::Server};

fn chat(server: &Server) -> Chat {
    let endpoint = Endpoint::new("https://relay.example/v1beta")
        .key("secret")
        .header("x-tenant", "42");
    Client::new(endpoint, Fetch::with(server.fetch()))
        .model("a-model")
        .recovery(Recovery::none())
        .start_chat(vec![])
}

/// Reads a stream to its end, and returns its text and its ending.
async fn read(mut stream: MessageStream) -> (String, Ending) {
    let mut text = String::new();
    while let Some(chunk) = stream.next().await {
        text += &chunk
            .map(|chunk| chunk.text().into_owned())
            .unwrap_or_default();
    }
    (text, stream.ending().unwrap())
}

#[track_caller]
fn network_error(ending: &Ending) -> Option<String> {
    match ending {
        Ending::Failed(error) => {
            assert_eq!(error.kind(), ErrorKind::Network);
            error.detail().map(str::to_owned)
        }
        ending => panic!("{ending:?}"),
    }
}

#[wasm_bindgen_test]
async fn the_request_is_what_gemini_reads() {
    let server = Server::new();
    let chat = chat(&server);
    let mut stream = chat.send_message_stream("Hello");
    assert_eq!(server.count(), 0, "nothing goes out before it is polled");
    let _ = futures_util::poll!(stream.next());
    assert_eq!(
        server.url(),
        "https://relay.example/v1beta/models/a-model:streamGenerateContent?alt=sse"
    );
    let init = |name: &str| Reflect::get(&server.init(), &name.into()).unwrap();
    assert_eq!(init("method"), "POST");
    assert_eq!(init("credentials"), "omit");
    assert_eq!(server.header("content-type").unwrap(), "application/json");
    assert_eq!(server.header("x-goog-api-key").unwrap(), "secret");
    assert_eq!(server.header("x-tenant").unwrap(), "42");
    assert_eq!(
        server.body(),
        r#"{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}"#
    );
}

#[wasm_bindgen_test]
async fn an_answer_arrives() {
    let server = Server::new();
    let chat = chat(&server);
    let mut stream = chat.send_message_stream("Hello");
    let _ = futures_util::poll!(stream.next());
    server.say("Good ");
    assert_eq!(stream.next().await.unwrap().unwrap().text(), "Good ");
    server.say("morning");
    server.finish("STOP");
    let (text, ending) = read(stream).await;
    assert_eq!(text, "morning");
    assert_eq!(ending, Ending::Finished(FinishReason::Stop));
    assert_eq!(chat.history().len(), 2);
}

#[wasm_bindgen_test]
async fn a_body_of_strings_is_read_too() {
    let server = Server::new();
    let mut stream = chat(&server).send_message_stream("Hello");
    let _ = futures_util::poll!(stream.next());
    let body =
        r#"data: {"candidates":[{"content":{"parts":[{"text":"día 🌍"}]},"finishReason":"STOP"}]}"#;
    server.send(&body[..60].into());
    server.send(&body[60..].into());
    server.send(&"\n\n".into());
    server.close();
    let (text, ending) = read(stream).await;
    assert_eq!(text, "día 🌍");
    assert!(ending.is_complete());
}

#[wasm_bindgen_test]
async fn dropping_the_stream_aborts() {
    let server = Server::new();
    let chat = chat(&server);
    let mut stream = chat.send_message_stream("Hello");
    let _ = futures_util::poll!(stream.next());
    assert!(!server.aborted());
    drop(stream);
    assert!(server.aborted(), "while it waits for the head");

    let mut stream = chat.send_message_stream("Hello again");
    let _ = futures_util::poll!(stream.next());
    server.say("Good ");
    assert!(stream.next().await.is_some());
    assert!(!server.aborted());
    drop(stream);
    assert!(server.aborted(), "while the body arrives");
    assert!(
        server.cancelled(),
        "a body that hears of no signal ends too"
    );
}

#[wasm_bindgen_test]
async fn an_answer_that_is_dropped_leaves_nothing_in_the_page() {
    let drop_one = async || {
        let server = Server::new();
        let mut stream = chat(&server).send_message_stream("Hello");
        let _ = futures_util::poll!(stream.next());
        server.say("Good ");
        assert!(stream.next().await.is_some());
        drop(stream);
        drop(server);
        task().await;
    };
    drop_one().await;
    let before = externref_heap_live_count();
    for _ in 0..10 {
        drop_one().await;
    }
    assert_eq!(externref_heap_live_count(), before);
}

#[wasm_bindgen_test]
async fn stopping_aborts_at_once_and_ends_the_stream() {
    let server = Server::new();
    let chat = chat(&server);
    let mut stream = chat.send_message_stream("Hello");
    let _ = futures_util::poll!(stream.next());
    server.say("Good ");
    assert!(stream.next().await.is_some());
    chat.stop();
    assert!(server.aborted());
    let (text, ending) = read(stream).await;
    assert_eq!((text.as_str(), ending), ("", Ending::Stopped));
    task().await;
}

#[wasm_bindgen_test]
async fn whatever_is_thrown_is_a_network_error() {
    let cases: [(&str, Option<&str>); 6] = [
        (
            "return Promise.reject(new TypeError('no way'))",
            Some("no way"),
        ),
        ("return Promise.reject('plain words')", Some("plain words")),
        ("return Promise.reject(undefined)", None),
        ("return Promise.reject({ code: 7 })", None),
        ("throw new RangeError('at once')", Some("at once")),
        ("throw null", None),
    ];
    for (source, detail) in cases {
        let server = Server::new();
        server.once(&Function::new_no_args(source));
        let (text, ending) = read(chat(&server).send_message_stream("Hello")).await;
        assert_eq!(text, "");
        assert_eq!(network_error(&ending).as_deref(), detail, "{source}");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_readable_response_is_a_network_error() {
    let cases = [
        ("", "no Response"),
        ("return null", "no Response"),
        ("return {}", "no Response"),
        ("return Object.create(null)", "no Response"),
        ("return new Proxy(new Response('x'), {})", "no Response"),
        (
            "const response = new Response('x'); response.body.getReader(); return response",
            "being read",
        ),
        (
            "const response = new Response('x'); return response.text().then(() => response)",
            "was read before",
        ),
        ("return { status: 200, body: 'x' }", "cannot be read"),
        (
            "return new Response(new ReadableStream({ start(body) { body.enqueue(7); } }))",
            "something else than bytes",
        ),
    ];
    for (source, words) in cases {
        let server = Server::new();
        server.once(&Function::new_no_args(source));
        let (text, ending) = read(chat(&server).send_message_stream("Hello")).await;
        assert_eq!(text, "");
        let detail = network_error(&ending).unwrap_or_default();
        assert!(detail.contains(words), "{source}: {detail}");
    }
}

#[wasm_bindgen_test]
async fn what_only_looks_like_a_response_is_read() {
    let event = r#"data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]},\"finishReason\":\"STOP\"}]}\n\n"#;
    let source = format!(r#"return {{ status: 200, body: new Response("{event}").body }}"#);
    let server = Server::new();
    server.once(&Function::new_no_args(&source));
    let (text, ending) = read(chat(&server).send_message_stream("Hello")).await;
    assert_eq!(text, "Hi");
    assert!(ending.is_complete());
}

#[wasm_bindgen_test]
async fn a_header_that_cannot_be_sent_is_told() {
    for (name, kind) in [
        ("x-goog-api-key", ErrorKind::InvalidKey),
        ("x-tenant", ErrorKind::InvalidRequest),
    ] {
        for value in ["AIza\u{200b}secret", "AIza\nsecret", "AIza\0secret"] {
            let server = Server::new();
            let endpoint = Endpoint::new("https://relay.example").header(name, value);
            let client =
                Client::new(endpoint, Fetch::with(server.fetch())).recovery(Recovery::none());
            let chat = client.start_chat(vec![]);
            let (_, ending) = read(chat.send_message_stream("Hello")).await;
            let Ending::Failed(error) = ending else {
                panic!("{ending:?}")
            };
            assert_eq!(error.kind(), kind);
            let words = error.to_string();
            assert!(words.contains(name) && !words.contains("secret"), "{words}");
            assert_eq!(server.count(), 0);
        }
    }
}

#[wasm_bindgen_test]
async fn a_function_may_return_a_response_without_a_promise() {
    let server = Server::new();
    let event = r#"data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]},\"finishReason\":\"STOP\"}]}\n\n"#;
    let source = format!(r#"return new Response("{event}")"#);
    server.once(&Function::new_no_args(&source));
    let (text, ending) = read(chat(&server).send_message_stream("Hello")).await;
    assert_eq!(text, "Hi");
    assert!(ending.is_complete());
}

#[wasm_bindgen_test]
async fn a_status_that_refuses_is_told_by_its_body() {
    let server = Server::new();
    let body =
        r#"{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}"#;
    server.refuse(503, body);
    let (_, ending) = read(chat(&server).send_message_stream("Hello")).await;
    let Ending::Failed(error) = ending else {
        panic!("{ending:?}")
    };
    assert_eq!(error.kind(), ErrorKind::Overloaded);
    assert_eq!(error.code(), Some(503));
    assert_eq!(error.detail(), Some("The model is overloaded."));
}

#[wasm_bindgen_test]
async fn a_body_that_breaks_keeps_what_has_arrived() {
    let server = Server::new();
    let chat = chat(&server);
    let mut stream = chat.send_message_stream("Hello");
    let _ = futures_util::poll!(stream.next());
    server.say("Good ");
    assert!(stream.next().await.is_some());
    server.fail(&JsValue::from_str("cable cut"));
    let (_, ending) = read(stream).await;
    let Ending::Interrupted(Some(error)) = ending else {
        panic!("{ending:?}")
    };
    assert_eq!(error.detail(), Some("cable cut"));
    assert_eq!(chat.messages().last().unwrap().text(), "Good ");
}

#[wasm_bindgen_test]
async fn no_connection_is_a_network_error() {
    // No server listens there, and browsers do not block the port.
    let client = Client::new(Endpoint::new("http://127.0.0.1:9099"), Fetch::new())
        .recovery(Recovery::none());
    let chat = client.start_chat(vec![]);
    let (_, ending) = read(chat.send_message_stream("Hello")).await;
    network_error(&ending);
}
