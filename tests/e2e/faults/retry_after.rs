//! The delay that a server requests is honoured.

use std::time::Duration;

use simulator::bundled;

use super::ended;
use crate::page::with_page;

/// The delay each scenario requests: as a number of seconds, as a date, or in Google's own form.
const ASKED: Duration = Duration::from_secs(2);

/// How far off a page's clock may be: some browsers make it coarse on purpose.
const GRAIN: Duration = Duration::from_millis(20);

#[test]
fn no_request_comes_before_its_time() {
    with_page(async |page| {
        for name in [
            "retry-after-seconds-once",
            "retry-after-date-once",
            "quota-per-minute-once",
        ] {
            let before = page.gemini.requests().len();
            page.gemini.add_scenario("test", bundled(name).unwrap());
            page.open_with_fast_retries(page.gemini.url()).await;
            page.ask("Go").await;
            ended(&page).await.unwrap();
            assert_eq!(page.ending().await, "complete", "{name}");
            let requests = page.gemini.requests();
            let posts = requests[before..].iter().filter(|it| it.method == "POST");
            let arrived: Vec<_> = posts.map(|request| request.arrived).collect();
            let [first, second] = arrived[..] else {
                panic!("{name}: {} requests", arrived.len());
            };
            let between = second - first;
            assert!(between + GRAIN >= ASKED, "{name}: only {between:?}");
        }
    });
}
