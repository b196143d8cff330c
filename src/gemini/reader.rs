//! Turns the bytes of a response into [`Chunk`]s and, at its end, an [`Ending`].

use super::{
    elements::Elements,
    response::{self, Frame},
};
use crate::{
    chat::{BlockReason, Chunk, Ending, FinishReason},
    error::{Error, ErrorKind},
    sse::{DEFAULT_LIMIT, Decoder, Event},
};

/// Reads the body of a `streamGenerateContent` response, however it is split.
///
/// It accepts what servers and the proxies before them really send: server-sent events, a JSON
/// array where a proxy dropped `alt=sse`, a single JSON object, and mid-stream errors, inside an
/// event or outside any. It never fails: what went wrong is part of the [`Ending`], and the text
/// that came before it stays.
///
/// ```
/// use rill_chat::{chat::Ending, gemini::StreamReader};
///
/// let body = br#"data: {"candidates": [{"content": {"parts": [{"text": "Once upon"}]}}]}"#;
/// let mut reader = StreamReader::new();
/// let mut text = String::new();
/// for bytes in body.chunks(7) {
///     reader.push(bytes, &mut |chunk| text += &chunk.text());
/// }
/// let ending = reader.finish(None, &mut |chunk| text += &chunk.text());
///
/// assert_eq!(text, "Once upon");
/// assert_eq!(ending, Ending::Interrupted(None), "no finish reason: the connection was lost");
/// ```
#[derive(Debug)]
pub struct StreamReader {
    framing: Framing,
    verdict: Verdict,
    limit: usize,
}

/// How the body is framed.
#[derive(Debug)]
enum Framing {
    /// Only whitespace so far. It goes to the decoder too, because its meaning there must not
    /// depend on whether it came alone.
    Blank(Decoder),
    /// Server-sent events; JSON between them is an error report.
    Events(Decoder, Elements),
    /// A JSON array, read element by element.
    Array(Elements),
    /// A frame exceeded the limit; nothing after it can be trusted.
    Closed,
}

impl StreamReader {
    /// Creates a reader that accepts frames of up to 32 MiB.
    pub fn new() -> Self {
        Self::with_limit(DEFAULT_LIMIT)
    }

    /// Creates a reader that accepts frames of up to `limit` bytes.
    pub fn with_limit(limit: usize) -> Self {
        Self {
            framing: Framing::Blank(Decoder::with_limit(limit)),
            verdict: Verdict::default(),
            limit,
        }
    }

    /// Reads the next bytes of the body and passes each chunk that they complete to `sink`.
    pub fn push(&mut self, mut bytes: &[u8], sink: &mut impl FnMut(Chunk)) {
        if let Framing::Blank(decoder) = &mut self.framing {
            let is_blank = |byte: &&u8| byte.is_ascii_whitespace();
            let (blanks, rest) = bytes.split_at(bytes.iter().take_while(is_blank).count());
            if decoder.push(blanks, &mut |_| {}).is_err() {
                return self.close();
            }
            let Some(first) = rest.first() else { return };
            let elements = Elements::new(self.limit);
            self.framing = if *first == b'[' {
                Framing::Array(elements)
            } else {
                Framing::Events(std::mem::take(decoder), elements)
            };
            bytes = rest;
        }
        let verdict = &mut self.verdict;
        let within_limit = match &mut self.framing {
            Framing::Blank(_) | Framing::Closed => return,
            Framing::Array(elements) => {
                elements.push(bytes, &mut |object| verdict.frame(&decode(object), sink))
            }
            Framing::Events(decoder, stray) => {
                let mut within_limit = true;
                let read = decoder.push(bytes, &mut |event| {
                    within_limit = within_limit && verdict.event(event, stray, sink);
                });
                within_limit && read.is_ok()
            }
        };
        if !within_limit {
            self.close();
        }
    }

    /// Returns whether a frame exceeded the limit: nothing more will be read.
    pub fn is_closed(&self) -> bool {
        matches!(self.framing, Framing::Closed)
    }

    /// Reads the end of the body and returns how the answer ended. `broken` is the error that cut
    /// the body off, if it did not end by itself.
    pub fn finish(mut self, broken: Option<Error>, sink: &mut impl FnMut(Chunk)) -> Ending {
        match std::mem::replace(&mut self.framing, Framing::Closed) {
            Framing::Blank(_) | Framing::Closed => {}
            Framing::Array(elements) => self.verdict.is_cut = elements.is_open(),
            Framing::Events(decoder, mut stray) => {
                let verdict = &mut self.verdict;
                let malformed = std::mem::take(&mut verdict.malformed);
                let mut within_limit = true;
                let read = decoder.finish(&mut |event| {
                    within_limit = within_limit && verdict.event(event, &mut stray, sink);
                });
                // A last event that cannot be read is not malformed but cut off.
                verdict.is_cut = std::mem::replace(&mut verdict.malformed, malformed);
                verdict.is_cut |= stray.is_open();
                if !within_limit || read.is_err() {
                    self.close();
                }
            }
        }
        self.verdict.ending(broken)
    }

    fn close(&mut self) {
        self.framing = Framing::Closed;
        self.verdict
            .error
            .get_or_insert_with(|| ErrorKind::TooLarge.into());
    }
}

impl Default for StreamReader {
    fn default() -> Self {
        Self::new()
    }
}

fn decode(object: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(object)
}

/// What the frames so far imply for the ending.
#[derive(Debug, Default)]
struct Verdict {
    finish_reason: Option<FinishReason>,
    block_reason: Option<BlockReason>,
    error: Option<Error>,
    /// A part that is not empty has arrived.
    has_content: bool,
    /// Something could not be read, so text may be missing.
    malformed: bool,
    /// The body ended inside a frame, which is how some browsers report a lost connection.
    is_cut: bool,
    /// At least one frame was Gemini's.
    recognised: bool,
    /// The body was not empty.
    saw_bytes: bool,
}

impl Verdict {
    /// Handles an event of the decoder. Returns `false` if stray JSON exceeds the limit.
    fn event(
        &mut self,
        event: Event<'_>,
        stray: &mut Elements,
        sink: &mut impl FnMut(Chunk),
    ) -> bool {
        match event {
            Event::Message { data, .. } => {
                self.frame(&data, sink);
                // Half an object in an event counts as Gemini's, cut off.
                self.recognised |= self.malformed && data.trim_start().starts_with('{');
                true
            }
            Event::Unknown(line) => {
                self.saw_bytes |= !line.trim().is_empty();
                let mut object = |object: &[u8]| self.frame(&decode(object), sink);
                stray.push(line.as_bytes(), &mut object) && stray.push(b"\n", &mut object)
            }
        }
    }

    fn frame(&mut self, json: &str, sink: &mut impl FnMut(Chunk)) {
        // Gateways for several services end every stream with another service's `[DONE]`.
        let json = json.trim();
        if json.is_empty() || json == "[DONE]" {
            return;
        }
        self.saw_bytes = true;
        match response::parse(json) {
            Frame::Chunk(chunk) => self.chunk(chunk, sink),
            Frame::Error(error, chunk) => {
                self.recognised = true;
                self.error.get_or_insert(error);
                if let Some(chunk) = chunk {
                    self.chunk(chunk, sink);
                }
            }
            Frame::Unrecognised => {}
            Frame::Malformed => self.malformed = true,
        }
    }

    fn chunk(&mut self, chunk: Chunk, sink: &mut impl FnMut(Chunk)) {
        self.recognised = true;
        self.has_content |= chunk.has_content();
        // A finish reason does not end the stream, and the last one counts: text follows the first
        // one where tools run on the server.
        if chunk.finish_reason.is_some() {
            self.finish_reason.clone_from(&chunk.finish_reason);
        }
        if let Some(feedback) = &chunk.prompt_feedback
            && self.block_reason.is_none()
        {
            self.block_reason.clone_from(&feedback.block_reason);
        }
        sink(chunk);
    }

    fn ending(self, broken: Option<Error>) -> Ending {
        // The server's own error says more than a lost connection does.
        if let Some(error) = self.error {
            return Ending::Failed(error);
        }
        if let (Some(reason), false) = (self.block_reason, self.has_content) {
            return Ending::PromptBlocked(reason);
        }
        let damage = if self.saw_bytes && !self.recognised {
            Some(ErrorKind::NotGemini.into())
        } else if self.malformed {
            Some(ErrorKind::MalformedResponse.into())
        } else {
            let cut = || Error::new(ErrorKind::Network).with_detail("the body ended in a frame");
            self.is_cut.then(cut)
        };
        // A lost connection explains any kind of damage.
        match (broken.or(damage), self.finish_reason) {
            (None, Some(reason)) => Ending::Finished(reason),
            (trouble, _) if self.has_content => Ending::Interrupted(trouble),
            (Some(error), _) => Ending::Failed(error),
            (None, None) => Ending::Empty,
        }
    }
}
