//! How fast a stream is read natively: bytes → events → JSON → chunks.

mod body;

use std::time::Instant;

use rill_chat::gemini::StreamReader;

const ROUNDS: usize = 9;

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
}
