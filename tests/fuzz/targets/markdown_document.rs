//! The Markdown document: it never panics, its tree does not depend on how the text was cut, and
//! equals that of pulldown-cmark reading the whole text.

#![no_main]

#[allow(dead_code, reason = "a target needs its part of it")]
mod cuts;
#[path = "../../it/markdown/html.rs"]
mod html;

use libfuzzer_sys::fuzz_target;
use rill_chat::markdown::Document;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let whole = read(std::iter::once(&*text));
    let cut = read(pieces(&text));
    assert_eq!(cut.to_string(), whole.to_string(), "cut");
    let each = read(text.split_inclusive(|_| true));
    assert_eq!(each.to_string(), whole.to_string(), "by character");
    assert_eq!(html::actual(&whole), html::expected(&text), "{whole}");
});

fn read<'a>(pieces: impl Iterator<Item = &'a str>) -> Document {
    let mut document = Document::default();
    for piece in pieces {
        document.push(piece);
    }
    document.finish();
    document
}

/// Cuts a text into pieces at character boundaries.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let (mut start, mut cut) = (0, 0);
    cuts::by_its_own_bytes(text.as_bytes()).filter_map(move |piece| {
        cut += piece.len();
        let is_end = text.is_char_boundary(cut);
        is_end.then(|| &text[std::mem::replace(&mut start, cut)..cut])
    })
}
