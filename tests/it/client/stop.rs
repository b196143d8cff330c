//! Stopping and dropping an answer closes its connection at once, and no other.

use std::{
    cell::{Cell, RefCell},
    pin::pin,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    time::Duration,
};

use futures::{
    FutureExt as _, Stream, StreamExt as _, executor::block_on, future::LocalBoxFuture, stream,
};
use rill_chat::{
    Chat, Error, MessageStream,
    chat::{Chunk, Ending},
    client::{MessageUpdate, Response, Transport},
    gemini::Request,
};

use super::{client, event};

/// A transport whose responses yield one chunk and then stay open, and which counts the open ones.
#[derive(Clone, Default)]
struct Open {
    count: Rc<Cell<usize>>,
    /// Whether the response head never comes either.
    mute: bool,
}

impl Transport for Open {
    fn send(&self, _: Request) -> LocalBoxFuture<'static, Result<Response, Error>> {
        let connection = Connection::new(&self.count);
        if self.mute {
            return async move {
                let _connection = connection;
                std::future::pending().await
            }
            .boxed_local();
        }
        let first = stream::iter([Ok(event("Once", "").into_bytes())]);
        let body = first.chain(stream::pending()).map(move |item| {
            let _open = &connection;
            item
        });
        let head = Response::new(200, body);
        async { Ok(head) }.boxed_local()
    }

    fn sleep(&self, _: Duration) -> LocalBoxFuture<'static, ()> {
        std::future::pending().boxed_local()
    }
}

struct Connection(Rc<Cell<usize>>);

impl Connection {
    fn new(count: &Rc<Cell<usize>>) -> Self {
        count.set(count.get() + 1);
        Self(Rc::clone(count))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

#[derive(Default)]
struct Woken(AtomicUsize);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Woken {
    fn times(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

fn poll(stream: &mut MessageStream, woken: &Arc<Woken>) -> Poll<Option<Result<Chunk, Error>>> {
    let waker = Waker::from(Arc::clone(woken));
    pin!(stream).poll_next(&mut Context::from_waker(&waker))
}

/// Starts a chat, and an answer whose first chunk has arrived.
#[track_caller]
fn streaming(transport: &Open) -> (Chat, MessageStream) {
    let chat = client(transport.clone()).start_chat(vec![]);
    let mut stream = chat.send_message_stream("Hello");
    assert_eq!(block_on(stream.next()).unwrap().unwrap().text(), "Once");
    assert_eq!(transport.count.get(), 1);
    (chat, stream)
}

#[test]
fn stop_closes_the_connection_before_it_returns() {
    let transport = Open::default();
    let (chat, mut stream) = streaming(&transport);
    chat.stop();
    assert_eq!(transport.count.get(), 0);
    assert!(block_on(stream.next()).is_none());
    assert_eq!(stream.ending(), Some(Ending::Stopped));
    assert_eq!(stream.message().unwrap().text(), "Once");
    chat.stop();
    assert_eq!(stream.ending(), Some(Ending::Stopped));
}

#[test]
fn stop_before_the_head_of_the_response() {
    let transport = Open {
        mute: true,
        ..Open::default()
    };
    let chat = client(transport.clone()).start_chat(vec![]);
    let woken = Arc::new(Woken::default());
    let mut stream = chat.send_message_stream("Hello");
    assert_eq!(
        transport.count.get(),
        0,
        "nothing goes out before the first poll"
    );
    assert!(poll(&mut stream, &woken).is_pending());
    assert_eq!(transport.count.get(), 1);
    chat.stop();
    assert_eq!(transport.count.get(), 0);
    assert_eq!(poll(&mut stream, &woken), Poll::Ready(None));
}

#[test]
fn stop_before_the_first_poll_sends_nothing() {
    let transport = super::replay(&[]);
    let chat = client(transport.clone()).start_chat(vec![]);
    let mut stream = chat.send_message_stream("Hello");
    chat.stop();
    assert!(block_on(stream.next()).is_none());
    assert_eq!(transport.requests(), []);
}

/// A task that waits for the answer is woken when the answer is stopped elsewhere.
#[test]
fn stop_wakes_whoever_waits() {
    let transport = Open::default();
    let (chat, mut stream) = streaming(&transport);
    let woken = Arc::new(Woken::default());
    assert!(poll(&mut stream, &woken).is_pending());
    assert_eq!(woken.times(), 0);
    let elsewhere = chat;
    elsewhere.stop();
    assert_eq!(woken.times(), 1);
    assert_eq!(poll(&mut stream, &woken), Poll::Ready(None));
}

/// Checks whether a view is told that the answer has ended.
#[track_caller]
fn check_told(is_told: bool, act: impl FnOnce(&Chat)) {
    let (chat, mut stream) = streaming(&Open::default());
    act(&chat);
    let updates = [(); 2].map(|()| block_on(stream.update()));
    let told = is_told.then_some(Ok(MessageUpdate::State));
    assert_eq!(updates, [told, None]);
}

#[test]
fn a_view_is_told_that_the_answer_was_stopped() {
    check_told(true, Chat::stop);
    check_told(false, Chat::leave);
    check_told(false, |chat| chat.set_history(vec![]));
    check_told(false, |chat| block_on(chat.clear()).unwrap());
    check_told(false, |chat| drop(chat.send_message_stream("Again")));
    // A blank message makes no request, so it leaves the answer alone.
    check_told(true, |chat| {
        drop(chat.send_message_stream(" "));
        chat.stop();
    });
}

#[test]
fn dropping_the_stream_stops_the_answer() {
    let transport = Open::default();
    let (chat, stream) = streaming(&transport);
    drop(stream);
    assert_eq!(transport.count.get(), 0);
    let messages = chat.messages();
    assert_eq!(messages[1].ending(), Some(&Ending::Stopped));
    assert_eq!(messages[1].text(), "Once");
}

#[test]
fn sending_closes_the_connection_of_the_answer_before() {
    let transport = Open::default();
    let (chat, mut old) = streaming(&transport);
    let mut new = chat.send_message_stream("Again");
    assert_eq!(transport.count.get(), 0);
    assert_eq!(block_on(new.next()).unwrap().unwrap().text(), "Once");
    assert_eq!(transport.count.get(), 1);

    // The old stream has ended; polling or dropping it does not disturb the new one.
    let woken = Arc::new(Woken::default());
    assert!(poll(&mut new, &woken).is_pending());
    assert!(block_on(old.next()).is_none());
    assert_eq!(old.ending(), Some(Ending::Stopped));
    drop(old);
    assert_eq!(transport.count.get(), 1);
    assert_eq!(new.ending(), None);
    // The waker of the new stream is still registered.
    chat.stop();
    assert_eq!(woken.times(), 1);
    assert_eq!(transport.count.get(), 0);
}

#[test]
fn sending_wakes_whoever_waits_for_the_answer_before() {
    let transport = Open::default();
    let (chat, mut old) = streaming(&transport);
    let woken = Arc::new(Woken::default());
    assert!(poll(&mut old, &woken).is_pending());
    let _new = chat.send_message_stream("Again");
    assert_eq!(woken.times(), 1);
    assert_eq!(poll(&mut old, &woken), Poll::Ready(None));
}

#[test]
fn a_finished_answer_leaves_no_connection() {
    let transport = super::replay(&[&event("a", "STOP"), &event("b", "STOP")]);
    let chat = client(transport).start_chat(vec![]);
    let mut first = chat.send_message_stream("One");
    super::drain(&mut first);
    let mut second = chat.send_message_stream("Two");
    // Dropping a stream that has ended stops no other stream.
    drop(first);
    assert_eq!(super::drain(&mut second), ("b".to_owned(), None));
}

/// The earlier stream belongs to the same message, but yields nothing any more.
#[test]
fn a_continued_answer_is_the_latest_streams() {
    let transport = Open::default();
    let (chat, mut stream) = streaming(&transport);
    chat.stop();
    let mut old = std::mem::replace(&mut stream, chat.continue_answer());
    assert!(block_on(old.next()).is_none());
    assert_eq!(transport.count.get(), 0, "it asks for nothing");
    let woken = Arc::new(Woken::default());
    assert!(poll(&mut stream, &woken).is_ready());
    drop(old);
    assert_eq!(transport.count.get(), 1);
    drop(stream);
    assert_eq!(transport.count.get(), 0);
}

/// A transport that calls back into the chat while it is polled.
#[derive(Clone, Default)]
struct Meddling(Rc<RefCell<Option<Chat>>>);

impl Transport for Meddling {
    fn send(&self, _: Request) -> LocalBoxFuture<'static, Result<Response, Error>> {
        if let Some(chat) = self.0.borrow().as_ref() {
            chat.stop();
        }
        std::future::pending().boxed_local()
    }

    fn sleep(&self, _: Duration) -> LocalBoxFuture<'static, ()> {
        std::future::pending().boxed_local()
    }
}

#[test]
fn a_transport_may_stop_the_chat() {
    let transport = Meddling::default();
    let chat = client(transport.clone()).start_chat(vec![]);
    transport.0.replace(Some(chat.clone()));
    let woken = Arc::new(Woken::default());
    let mut stream = chat.send_message_stream("Hello");
    // `Pending` would last forever, as no waker was registered yet.
    assert_eq!(poll(&mut stream, &woken), Poll::Ready(None));
    assert_eq!(stream.ending(), Some(Ending::Stopped));
    transport.0.replace(None);
}
