//! Stopping an answer closes its connection, as seen by the server.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::json;
use simulator::Ending;

use super::ended;
use crate::page::{text, with_page};

/// How many stops are timed.
const TIMES: usize = 20;

#[test]
fn the_server_sees_a_stop() {
    with_page(async |page| {
        page.scenario(json!({"steps": [text("As far as this"), "stall"]}));
        page.open_with_fast_retries(page.gemini.url()).await;
        let mut times = Vec::new();
        for i in 0..TIMES {
            if i > 0 {
                page.mark_ended().await;
            }
            page.ask("Go").await;
            page.until(
                "the answer has begun",
                &format!(
                    "return document.querySelectorAll('.rill-message[data-role=model]').length > {i} \
                     && !!document.querySelector('.rill-message[data-role=model]:not([data-marked]) .rill-text p')"
                ),
            )
            .await;
            let pressed = page
                .run(
                    "const now = Date.now(); \
                     document.querySelector('.rill-chat .rill-stop:not([hidden])').click(); \
                     return now",
                )
                .await;
            let last = || page.gemini.requests().pop().unwrap();
            while last().ending == Ending::Open {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            assert_eq!(last().ending, Ending::ClientDisconnected);
            ended(&page).await.unwrap();
            assert_eq!(page.ending().await, "stopped");
            assert_eq!(page.answer().await, "As far as this");
            times.push(since_epoch(last().ended.unwrap()) - pressed.as_f64().unwrap());
        }
        times.sort_by(f64::total_cmp);
        println!(
            "from stop to close: median {:.1} ms, longest {:.1} ms",
            times[TIMES / 2],
            times[TIMES - 1]
        );
    });
}

/// Converts a moment to milliseconds since the Unix epoch, as `Date.now()` counts them.
fn since_epoch(moment: Instant) -> f64 {
    let ago = moment.elapsed();
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    (now.unwrap_or(Duration::ZERO) - ago).as_secs_f64() * 1000.0
}
