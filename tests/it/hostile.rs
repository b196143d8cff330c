//! Hostile answers, and answers that no model should write.
//!
//! Timings are printed, not judged: `cargo test --test it hostile -- --nocapture`.

mod corpus;

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use rill_chat::markdown::{Document, Kind, NodeId, host, is_misleading, safe_image, safe_link};

use corpus::snippets;

/// Bytes of an answer pushed at a time.
const PIECE: usize = 40;

/// The maximum depth of a tree: its own limit, plus the text of a bare link in a leaf there.
const MAX_DEPTH: usize = 64 + 3;

/// As much as a build of this profile reads in some seconds.
const MAX_BYTES: usize = if cfg!(debug_assertions) {
    2_000
} else {
    1_000_000
};

#[test]
fn snippets_have_names_of_their_own() {
    let all = snippets();
    assert!(all.len() >= 200);
    let names: BTreeSet<_> = all.iter().map(|(_, snippet)| snippet.name).collect();
    assert_eq!(names.len(), all.len());
}

#[test]
fn each_is_read_however_it_comes() {
    let mut times = Vec::new();
    let mut faults = Vec::new();
    for (title, snippet) in snippets() {
        let text = snippet.text(MAX_BYTES);
        let whole = read([&*text]);
        let start = Instant::now();
        let streamed = read(pieces(&text));
        let time = start.elapsed();
        if streamed.to_string() != whole.to_string() {
            faults.push(format!("{title}: {}", snippet.name));
        }
        check(&whole, NodeId::ROOT, 0, snippet.name);
        let per = time.as_secs_f64() * 1e3 / (text.len().max(10_000) as f64 / 1e4);
        times.push((per, time, text.len(), snippet.name));
    }
    times.sort_by(|one, two| two.0.total_cmp(&one.0));
    println!("the slowest, in milliseconds per 10 KB:");
    for (per, time, length, name) in times.iter().take(25) {
        println!("{per:9.2}  {length:8} bytes in {time:9.1?}  {name}");
    }
    let sum: Duration = times.iter().map(|(_, time, ..)| *time).sum();
    println!("{} snippets in {sum:.1?}", times.len());
    assert!(faults.is_empty(), "other trees in pieces: {faults:#?}");
}

/// All snippets in one document, as one answer may contain them.
#[test]
fn all_of_them_are_read_as_one_text() {
    let all: Vec<_> = snippets().iter().map(|(_, s)| s.text(200)).collect();
    let text = all.join("\n\n");
    let whole = read([&*text]);
    assert!(whole.to_string() == read(pieces(&text)).to_string());
    check(&whole, NodeId::ROOT, 0, "all");
}

fn read<'a>(pieces: impl IntoIterator<Item = &'a str>) -> Document {
    let mut document = Document::default();
    for piece in pieces {
        document.push(piece);
    }
    document.finish();
    document
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = (PIECE..rest.len()).find(|at| rest.is_char_boundary(*at));
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Checks a node and its descendants.
fn check(document: &Document, id: NodeId, depth: usize, name: &str) {
    assert!(depth <= MAX_DEPTH, "{name}: it is too deep");
    let node = document.node(id).unwrap();
    match &node.kind {
        Kind::Link(link) => {
            // Must not panic, whatever the text and the address are.
            let address = link.destination.as_deref().unwrap_or_default();
            is_misleading(&document.plain_text(id), address);
            if let Some(address) = safe_link(address, &[]) {
                check_link(address, name);
            }
            assert!(link.destination.is_some(), "{name}: a link is unfinished");
        }
        Kind::Image { source, .. } => {
            if let Some(address) = safe_image(source, &[]) {
                check_image(address, name);
            }
        }
        _ => {}
    }
    for child in &node.children {
        check(document, *child, depth + 1, name);
    }
}

fn check_link(address: &str, name: &str) {
    let scheme = address.split(':').next().unwrap().to_ascii_lowercase();
    let allowed = ["http", "https", "mailto", "tel"];
    assert!(allowed.contains(&&*scheme), "{name}: {address}");
    // Browsers strip some of these characters from an address.
    let is_plain = |c: char| !c.is_control() && !('\u{202a}'..='\u{202e}').contains(&c);
    assert!(address.chars().all(is_plain), "{name}: {address:?}");
    if scheme.starts_with("http") {
        assert!(host(address).is_some(), "{name}: {address}");
    }
}

fn check_image(address: &str, name: &str) {
    let kinds = ["png", "jpeg", "gif", "webp"];
    let is_picture = kinds.iter().any(|kind| {
        let start = format!("data:image/{kind};base64,");
        let found = address.get(..start.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(&start))
    });
    assert!(is_picture, "{name}: {address}");
}
