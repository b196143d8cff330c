//! Which frame a chunk came in, counted independently, so that the reader is not checked against
//! itself.

use rill_chat::{chat::Chunk, gemini::StreamReader};

/// The frames of a body, and each chunk with the number of its frame.
pub(super) struct Frames {
    /// The data of each frame in order, including `[DONE]` and data that is not JSON.
    pub(super) data: Vec<String>,
    pub(super) chunks: Vec<(usize, Chunk)>,
}

impl Frames {
    pub(super) fn of(body: &[u8]) -> Self {
        let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
        if first == Some(&b'[') {
            Self::of_array(body)
        } else {
            Self::of_events(body)
        }
    }

    /// Reads a JSON array, whose elements are the frames.
    fn of_array(body: &[u8]) -> Self {
        let elements = serde_json::from_slice::<Vec<serde_json::Value>>(body);
        let data = elements.unwrap_or_default();
        let mut chunks = Vec::new();
        let mut reader = StreamReader::new();
        reader.push(body, &mut |chunk| chunks.push(chunk));
        reader.finish(None, &mut |chunk| chunks.push(chunk));
        // An element that yields no chunk still counts as a frame.
        let gives = |element: &&serde_json::Value| {
            let any = ["candidates", "promptFeedback", "usageMetadata"];
            any.iter().any(|field| element.get(field).is_some()) && element.get("error").is_none()
        };
        let numbers = (0..data.len()).filter(|&number| gives(&&data[number]));
        Self {
            chunks: numbers.chain(data.len()..).zip(chunks).collect(),
            data: data.iter().map(ToString::to_string).collect(),
        }
    }

    /// Pushes line by line: a chunk that comes at a blank line belongs to the frame ended by it.
    fn of_events(body: &[u8]) -> Self {
        let mut frames = Self {
            data: Vec::new(),
            chunks: Vec::new(),
        };
        let mut reader = StreamReader::new();
        let mut data: Vec<&str> = Vec::new();
        for line in lines(body) {
            let number = frames.data.len();
            reader.push(line, &mut |chunk| frames.chunks.push((number, chunk)));
            let line = std::str::from_utf8(line).unwrap_or("data: not UTF-8");
            let line = line
                .trim_start_matches('\u{feff}')
                .trim_end_matches(['\r', '\n']);
            if line.is_empty() && !data.is_empty() {
                frames.data.push(data.join("\n"));
                data.clear();
            }
            data.extend(line.strip_prefix("data:").map(str::trim));
        }
        let number = frames.data.len();
        reader.finish(None, &mut |chunk| frames.chunks.push((number, chunk)));
        if !data.is_empty() {
            frames.data.push(data.join("\n"));
        }
        frames
    }

    /// Returns whether some frame is not JSON, apart from a closing `[DONE]`.
    pub(super) fn has_damage(&self) -> bool {
        let is_json = |data: &str| serde_json::from_str::<serde_json::Value>(data).is_ok();
        self.data
            .iter()
            .any(|data| data != "[DONE]" && !is_json(data))
    }

    /// Returns whether some frame reports an error.
    pub(super) fn has_error(&self) -> bool {
        self.data.iter().any(|data| {
            serde_json::from_str::<serde_json::Value>(data)
                .is_ok_and(|frame| frame.get("error").is_some_and(|error| !error.is_null()))
        })
    }
}

/// Splits a body into lines, with their terminators.
fn lines(mut body: &[u8]) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    while !body.is_empty() {
        let end = body.iter().position(|byte| b"\r\n".contains(byte));
        let length = match end {
            Some(at) if body[at..].starts_with(b"\r\n") => at + 2,
            Some(at) => at + 1,
            None => body.len(),
        };
        let (line, rest) = body.split_at(length);
        lines.push(line);
        body = rest;
    }
    lines
}
