//! Property test of the client: server, clock and person do anything in any order.
//!
//! Nothing arrives before its gate is opened, so that a missing wake-up is noticed.

mod host;

use std::{
    pin::pin,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    time::Duration,
};

use futures::Stream as _;
use proptest::{collection::vec, prelude::*, sample::Index};
use rill_chat::{
    Chat, Client, MessageStream,
    chat::{Recovery, Session},
    gemini::Endpoint,
};

use host::{Host, Plan, Shared, plan};

/// What the person and the host do.
#[derive(Clone, Debug)]
enum Step {
    Send,
    SendNothing,
    Retry,
    RetryWhenOnline,
    Continue,
    Stop,
    Leave,
    /// Drops one of the streams.
    Drop(Index),
    /// Polls one of the streams, woken or not.
    Poll(Index),
    /// Opens one of the gates.
    Open(Index),
    /// Polls streams and opens gates until all streams have ended.
    Run,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Send),
        1 => Just(Step::SendNothing),
        2 => Just(Step::Retry),
        1 => Just(Step::RetryWhenOnline),
        4 => Just(Step::Continue),
        2 => Just(Step::Stop),
        1 => Just(Step::Leave),
        2 => any::<Index>().prop_map(Step::Drop),
        8 => any::<Index>().prop_map(Step::Poll),
        8 => any::<Index>().prop_map(Step::Open),
        3 => Just(Step::Run),
    ]
}

/// A waker that records whether it was woken.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

struct Reader {
    stream: MessageStream,
    /// Whether this stream was the last to make a request.
    is_latest: bool,
    woken: Arc<Woken>,
    /// Whether the last poll returned `Pending`.
    waits: bool,
    /// The text of the answer when the stream was created, and what it has yielded since.
    text: String,
}

struct World {
    host: Rc<Shared>,
    chat: Chat,
    readers: Vec<Reader>,
}

impl World {
    fn new(plans: Vec<Plan>, continuations: u32) -> Self {
        let host = Host::new(plans);
        let recovery = Recovery {
            continuations,
            silence_limit: Duration::from_secs(60),
            ..Recovery::default()
        };
        let client = Client::new(Endpoint::new("https://relay.example"), host.clone());
        let chat = client.recovery(recovery).start_chat(vec![]);
        host.0.meddler.replace(Some(chat.clone()));
        Self {
            host: host.0,
            chat,
            readers: vec![],
        }
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Send => self.ask(|chat| chat.send_message_stream("Hello")),
            Step::SendNothing => self.ask(|chat| chat.send_message_stream(" ")),
            Step::Retry => self.ask(Chat::retry),
            Step::RetryWhenOnline => self.ask(Chat::retry_when_online),
            Step::Continue => self.ask(Chat::continue_answer),
            Step::Stop => self.chat.stop(),
            Step::Leave => self.chat.leave(),
            Step::Drop(index) if !self.readers.is_empty() => {
                let run = self.chat.with(Session::run);
                let reader = self.readers.swap_remove(index.index(self.readers.len()));
                let now = if reader.is_latest { None } else { run };
                drop(reader);
                assert_eq!(self.chat.with(Session::run), now);
            }
            Step::Poll(index) if !self.readers.is_empty() => {
                self.poll(index.index(self.readers.len()));
            }
            Step::Open(index) => self.open(index),
            Step::Drop(_) | Step::Poll(_) => {}
            Step::Run => self.run(),
        }
        self.look();
    }

    fn ask(&mut self, ask: impl FnOnce(&Chat) -> MessageStream) {
        let stream = ask(&self.chat);
        let text = stream.message().map(|it| it.text().into_owned());
        let is_latest = text.is_some();
        if is_latest {
            self.readers.iter_mut().for_each(|it| it.is_latest = false);
        }
        self.readers.push(Reader {
            stream,
            is_latest,
            woken: Arc::default(),
            waits: false,
            text: text.unwrap_or_default(),
        });
    }

    fn poll(&mut self, index: usize) {
        let reader = &mut self.readers[index];
        reader.woken.0.store(false, Ordering::Relaxed);
        let waker = Waker::from(Arc::clone(&reader.woken));
        let mut context = Context::from_waker(&waker);
        let item = pin!(&mut reader.stream).poll_next(&mut context);
        reader.waits = item.is_pending();
        match item {
            Poll::Ready(Some(Ok(chunk))) => {
                reader.text += &chunk.text();
                let answer = reader.stream.message().unwrap();
                assert!(answer.text().starts_with(&reader.text), "a word is lost");
            }
            Poll::Ready(Some(Err(_)) | None) => drop(self.readers.swap_remove(index)),
            Poll::Pending => {}
        }
    }

    /// Opens a gate. Some stream must be woken if the gate was waited for.
    fn open(&mut self, index: &Index) {
        let Some(was_asked) = self.host.open(index) else {
            return;
        };
        let mut readers = self.readers.iter();
        // A stream that was just given an item is polled again without being woken.
        let is_told = readers.any(|it| !it.waits || it.woken.0.load(Ordering::Relaxed));
        assert!(is_told || !was_asked, "nobody is told");
    }

    fn run(&mut self) {
        for _ in 0..10_000 {
            let next = self.readers.iter().position(|it| {
                let is_woken = it.woken.0.load(Ordering::Relaxed);
                !it.waits || is_woken
            });
            match next {
                Some(index) => self.poll(index),
                None if self.readers.is_empty() => return,
                None => match self.host.open_next() {
                    true => {}
                    false => panic!("a stream waits for nothing"),
                },
            }
        }
        panic!("it goes on for ever");
    }

    fn look(&self) {
        let run = self.chat.with(Session::run);
        let (connections, waits) = self.host.live();
        assert!(connections <= 1);
        if run.is_none() {
            assert_eq!((connections, waits), (0, 0), "nothing outlives its run");
            let is_told = |it: &Reader| !it.waits || it.woken.0.load(Ordering::Relaxed);
            assert!(self.readers.iter().all(is_told), "it waits for ever");
        }
        self.chat.messages();
        self.chat.history();
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(400)
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_happens(
        plans in vec(plan(), 0..12), continuations in 0..2u32, steps in vec(step(), 0..40),
    ) {
        let mut world = World::new(plans, continuations);
        for step in &steps {
            world.take(step);
        }
        world.take(&Step::Run);
        let World { host, chat, readers } = world;
        drop((chat, readers));
        host.meddler.replace(None);
        assert_eq!(host.live(), (0, 0));
        assert_eq!(Rc::strong_count(&host), 1, "the client is gone as well");
    }
}
