//! The speed of reading natively: bytes → events → JSON → chunks, and Markdown → tree.

mod body;
mod texts;

use std::time::Instant;

use rill_chat::{gemini::StreamReader, markdown::Document};

const ROUNDS: usize = 9;

/// The most that four times the text may cost, as a multiple.
const GROWTH: f64 = 4.3;

fn main() {
    let stream = body::stream(10_000_000);
    let mut speeds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let mut reader = StreamReader::new();
            let mut length = 0;
            for bytes in stream.chunks(body::CHUNK) {
                reader.push(bytes, &mut |chunk| length += chunk.text().len());
            }
            reader.finish(None, &mut |chunk| length += chunk.text().len());
            assert!(length > stream.len() / 20, "{length} bytes of text");
            stream.len() as f64 / 1e6 / start.elapsed().as_secs_f64()
        })
        .collect();
    println!(
        "reading, native: {:.0} MB/s (median of {ROUNDS})",
        body::median(&mut speeds)
    );
    markdown();
}

/// Prints the cost of documents in three sizes and of hostile ones, in pieces of a few words.
fn markdown() {
    println!("Markdown, native, in ms: 50, 200 and 800 KB; each in times of the one before");
    for (name, part) in texts::KINDS {
        let [small, middle, large] =
            [50_000, 200_000, 800_000].map(|size| cost(&texts::of_size(part, size)));
        let (first, second) = (middle / small, large / middle);
        let verdict = if first.max(second) > GROWTH {
            "  steep"
        } else {
            ""
        };
        println!(
            "  {name:<14} {small:8.1} {middle:8.1} {large:8.1}   {first:.1} {second:.1}{verdict}"
        );
    }
    println!("Hostile texts of 10 KB, native, in ms");
    let mut costs: Vec<(f64, &str)> = texts::HOSTILE
        .iter()
        .map(|part| (cost(&texts::of_size(part, 10_000)), *part))
        .collect();
    costs.sort_by(|one, two| two.0.total_cmp(&one.0));
    for (cost, part) in costs.iter().take(8) {
        println!("  {part:<14?} {cost:8.2}");
    }
    for (name, part, size) in [
        ("a line of asterisks", "*", 100_000),
        ("a line of words", "word ", 1_000_000),
        ("a word", "a", 1_000_000),
    ] {
        println!(
            "  {name}, {size} bytes: {:.0} ms",
            cost(&texts::of_size(part, size))
        );
    }
}

/// Returns the lowest cost of several rounds, in milliseconds.
fn cost(text: &str) -> f64 {
    let rounds = if text.len() > 300_000 { 2 } else { 5 };
    let time = |_| {
        let start = Instant::now();
        let mut document = Document::default();
        let mut rest = text;
        for count in 0.. {
            if rest.is_empty() {
                break;
            }
            let size = (20 + count * 17 % 41).min(rest.len());
            let size = (size..)
                .find(|at| rest.is_char_boundary(*at))
                .unwrap_or(size);
            let (piece, behind) = rest.split_at(size);
            document.push(piece);
            rest = behind;
        }
        document.finish();
        start.elapsed().as_secs_f64() * 1e3
    };
    (0..rounds).map(time).fold(f64::MAX, f64::min)
}
