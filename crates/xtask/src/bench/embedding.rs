//! How soon a page has a chat that can be used, and what its memory holds then, beside other people's
//! chats. `tests/bench/peers/embedding` has the pages and the promises.

use std::time::Duration;

use crate::size;
use crate::summary::Summary;

const LIMIT: Duration = Duration::from_secs(60 * 60);

/// Takes both measures; `quick` takes fewer rounds.
pub(super) fn run(quick: bool, summary: &mut Summary) {
    let quick: &[&str] = if quick { &["--quick"] } else { &[] };
    for (name, script) in [("cold start", "start.mjs"), ("memory", "memory.mjs")] {
        summary.stage(&format!("bench: {name} beside its peers"), || {
            size::embed(script, quick, LIMIT)
        });
    }
}
