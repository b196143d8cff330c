//! Connections that can be broken on purpose.
//!
//! HTTP libraries end connections cleanly. To break one, a handler needs the socket, so each
//! accepted connection hands its requests a [`Breaker`].

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

const INTACT: u8 = 0;
const CLOSED: u8 = 1;
const RESET: u8 = 2;

/// A handle that breaks the connection of a request. Nothing more is written to it afterwards.
#[derive(Clone, Debug, Default)]
pub(crate) struct Breaker(Arc<AtomicU8>);

impl Breaker {
    /// Closes the connection mid-response, but cleanly: the peer sees its end.
    pub(crate) fn close(&self) {
        self.0.store(CLOSED, Ordering::SeqCst);
    }

    /// Resets the TCP connection: the peer sees an error.
    pub(crate) fn reset(&self) {
        self.0.store(RESET, Ordering::SeqCst);
    }

    fn state(&self) -> u8 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Connected<IncomingStream<'_, Acceptor>> for Breaker {
    fn connect_info(stream: IncomingStream<'_, Acceptor>) -> Self {
        stream.io().breaker.clone()
    }
}

/// A listener whose connections can be broken.
pub(crate) struct Acceptor(TcpListener);

impl Acceptor {
    pub(crate) fn new(listener: TcpListener) -> Self {
        Self(listener)
    }
}

impl Listener for Acceptor {
    type Io = Breakable;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Breakable, SocketAddr) {
        // The listener's own `accept` retries where necessary, so it cannot fail.
        let (stream, address) = Listener::accept(&mut self.0).await;
        // The pieces of a scenario must leave the machine one by one. If the option cannot be set,
        // they merely arrive in fewer pieces.
        let _ = stream.set_nodelay(true);
        (
            Breakable {
                stream,
                breaker: Breaker::default(),
            },
            address,
        )
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A TCP stream that refuses to write once it is broken.
pub(crate) struct Breakable {
    stream: TcpStream,
    breaker: Breaker,
}

impl Breakable {
    fn check(&self) -> io::Result<()> {
        match self.breaker.state() {
            INTACT => Ok(()),
            _ => Err(io::ErrorKind::ConnectionAborted.into()),
        }
    }
}

impl Drop for Breakable {
    fn drop(&mut self) {
        if self.breaker.state() == RESET {
            // With a linger time of zero, closing sends RST instead of FIN. A socket that is
            // already gone has nothing left to reset.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Breakable {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Breakable {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A shutdown would send FIN before the reset.
        if self.breaker.state() == RESET {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
