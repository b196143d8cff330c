//! How soon a page has a usable chat, and how much memory it uses by then, compared with other chat
//! widgets. The pages and the promises are in `tests/bench/peers/embedding`.

use std::time::Duration;

use crate::size;
use crate::summary::Summary;

const LIMIT: Duration = Duration::from_secs(60 * 60);

/// Runs both benchmarks; `quick` runs fewer rounds.
pub(super) fn run(quick: bool, summary: &mut Summary) {
    let quick: &[&str] = if quick { &["--quick"] } else { &[] };
    for (name, script) in [("cold start", "start.mjs"), ("memory", "memory.mjs")] {
        summary.stage(&format!("bench: {name} beside its peers"), || {
            size::embed(script, quick, LIMIT)
        });
    }
}
