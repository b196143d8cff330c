//! A transport that waits at a gate wherever a transport may wait, and counts what is alive.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures::{
    FutureExt as _, StreamExt as _,
    future::LocalBoxFuture,
    stream::{self, LocalBoxStream},
};
use proptest::{collection::vec, prelude::*, sample::Index};
use rill_chat::{
    Chat, Error, ErrorKind,
    client::{Response, Transport},
    gemini::Request,
};

/// One response.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    status: Option<u16>,
    pieces: Vec<Vec<u8>>,
    /// Whether the connection breaks at the end.
    breaks: bool,
    /// The gate at which the transport itself stops the answer, as a host's code may do.
    meddles: Option<usize>,
}

/// Responses of all kinds, cut anywhere.
pub(super) fn plan() -> impl Strategy<Value = Plan> {
    let candidate = |json: &str| format!("data: {{\"candidates\": [{json}]}}\r\n\r\n");
    let text = move |text: String| {
        candidate(&format!(
            r#"{{"content": {{"parts": [{{"text": "{text}"}}]}}}}"#
        ))
    };
    let other = vec![
        candidate(r#"{"content": {"parts": [{"text": "Hm.", "thought": true}]}}"#),
        candidate(r#"{"finishReason": "STOP"}"#),
        candidate(r#"{"finishReason": "MAX_TOKENS"}"#),
        candidate(r#"{"finishReason": "CONTINUATION", "continuationToken": "YQ=="}"#),
        candidate(r#"{"continuationToken": "Yg=="}"#),
        r#"{"error": {"code": 503, "message": "…", "status": "UNAVAILABLE"}}"#.to_owned(),
        ": a comment\n\n".to_owned(),
        "data: {".to_owned(),
    ];
    let frame = prop_oneof![
        3 => "[a-c]{1,3} ".prop_map(text),
        2 => prop::sample::select(other),
    ];
    let status = prop_oneof![8 => Just(Some(200)), 1 => Just(Some(503)), 1 => Just(Some(400)), 1 => Just(None)];
    let meddles = prop_oneof![6 => Just(None), 1 => (0..4usize).prop_map(Some)];
    (
        status,
        vec(frame, 0..5),
        vec(any::<Index>(), 0..4),
        any::<bool>(),
        meddles,
    )
        .prop_map(|(status, frames, cuts, breaks, meddles)| {
            let body = frames.concat().into_bytes();
            let mut cuts: Vec<_> = cuts.iter().map(|it| it.index(body.len() + 1)).collect();
            cuts.extend([0, body.len()]);
            cuts.sort_unstable();
            let pieces = cuts
                .windows(2)
                .map(|it| body[it[0]..it[1]].to_vec())
                .collect();
            Plan {
                status,
                pieces,
                breaks,
                meddles,
            }
        })
}

/// State shared by the transport and the test.
#[derive(Default)]
pub(super) struct Shared {
    plans: RefCell<VecDeque<Plan>>,
    gates: RefCell<Vec<Rc<Gate>>>,
    connections: Cell<usize>,
    /// The chat through which the transport stops an answer.
    pub(super) meddler: RefCell<Option<Chat>>,
}

impl Shared {
    /// Opens a closed gate, and returns whether it was waited for; `None` if none is closed.
    pub(super) fn open(&self, index: &Index) -> Option<bool> {
        let gates = self.gates.borrow();
        let closed: Vec<_> = gates
            .iter()
            .filter(|gate| !gate.is_open.get())
            .cloned()
            .collect();
        drop(gates);
        if closed.is_empty() {
            return None;
        }
        let gate = &closed[index.index(closed.len())];
        gate.is_open.set(true);
        let waker = gate.waker.take();
        let was_asked = waker.is_some();
        if let Some(waker) = waker {
            waker.wake();
        }
        Some(was_asked)
    }

    /// Opens the latest closed gate. Gates of the server are newer than those of the clock, so they
    /// open first.
    pub(super) fn open_next(&self) -> bool {
        let gates = self.gates.borrow();
        let closed = gates.iter().rfind(|gate| !gate.is_open.get()).cloned();
        drop(gates);
        let Some(gate) = closed else { return false };
        gate.is_open.set(true);
        if let Some(waker) = gate.waker.take() {
            waker.wake();
        }
        true
    }

    /// Returns the numbers of open connections and of gates in use.
    pub(super) fn live(&self) -> (usize, usize) {
        (self.connections.get(), self.gates.borrow().len())
    }
}

#[derive(Default)]
struct Gate {
    is_open: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

/// The transport.
#[derive(Clone)]
pub(super) struct Host(pub(super) Rc<Shared>);

impl Host {
    pub(super) fn new(plans: Vec<Plan>) -> Self {
        Self(Rc::new(Shared {
            plans: RefCell::new(plans.into()),
            ..Shared::default()
        }))
    }

    fn wait(&self, meddles: bool) -> Wait {
        let gate = Rc::new(Gate::default());
        self.0.gates.borrow_mut().push(Rc::clone(&gate));
        Wait {
            gate,
            host: Rc::clone(&self.0),
            meddles,
        }
    }
}

/// Waits at a gate.
struct Wait {
    gate: Rc<Gate>,
    host: Rc<Shared>,
    meddles: bool,
}

impl Future for Wait {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::take(&mut self.meddles) {
            let chat = self.host.meddler.borrow().clone();
            if let Some(chat) = chat {
                chat.stop();
            }
        }
        if self.gate.is_open.get() {
            return Poll::Ready(());
        }
        self.gate.waker.replace(Some(context.waker().clone()));
        Poll::Pending
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let mut gates = self.host.gates.borrow_mut();
        gates.retain(|gate| !Rc::ptr_eq(gate, &self.gate));
    }
}

/// Counts a connection while it is alive.
struct Connection(Rc<Shared>);

impl Connection {
    fn new(host: &Rc<Shared>) -> Self {
        host.connections.set(host.connections.get() + 1);
        Self(Rc::clone(host))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.connections.set(self.0.connections.get() - 1);
    }
}

impl Transport for Host {
    fn send(&self, _: Request) -> LocalBoxFuture<'static, Result<Response, Error>> {
        let plan = self.0.plans.borrow_mut().pop_front();
        let connection = Connection::new(&self.0);
        let host = self.clone();
        async move {
            let plan = plan.ok_or(ErrorKind::Network)?;
            host.wait(plan.meddles == Some(0)).await;
            let status = plan.status.ok_or(ErrorKind::Network)?;
            Ok(Response::new(status, host.body(plan, connection)))
        }
        .boxed_local()
    }

    fn sleep(&self, time: Duration) -> LocalBoxFuture<'static, ()> {
        // One delay in ten stops the answer.
        let meddles = time.as_nanos() % 10 == 3;
        self.wait(meddles).boxed_local()
    }

    fn online(&self) -> LocalBoxFuture<'static, ()> {
        self.wait(false).boxed_local()
    }
}

impl Host {
    fn body(
        self,
        plan: Plan,
        connection: Connection,
    ) -> LocalBoxStream<'static, Result<Vec<u8>, Error>> {
        let end = plan.breaks.then(|| Err(ErrorKind::Network.into()));
        let items = plan.pieces.into_iter().map(Ok).chain(end).enumerate();
        let body = stream::iter(items).then(move |(index, item)| {
            let _open = &connection;
            let wait = self.wait(plan.meddles == Some(index + 1));
            async move {
                wait.await;
                item
            }
        });
        body.boxed_local()
    }
}
