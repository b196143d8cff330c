//! The client for JavaScript as packed for npm, in a page and in a worker. The cases are in
//! `tests/client/page` and run there.

use simulator::Ending;

use crate::package::{all_pass, with_package};

#[test]
fn the_client_works_in_a_page_and_in_a_worker() {
    with_package(
        "tests/client/page",
        "index.html",
        async |browser, gemini| {
            let all = all_pass(&browser, 17).await;
            for place in ["page: ", "worker: "] {
                let of = all.iter().filter(|case| case.name.starts_with(place));
                assert!(of.count() >= 8, "{place}");
            }
            // Stopping an answer must close its connection, not only ignore what it still brings.
            let requests = gemini.requests();
            let stopped = requests
                .iter()
                .filter(|it| it.method == "POST" && it.path.contains("stall-mid-answer"));
            let stopped: Vec<_> = stopped.map(|it| &it.ending).collect();
            assert_eq!(stopped.len(), 6);
            let is_closed = |ending: &&&Ending| **ending == &Ending::ClientDisconnected;
            assert_eq!(stopped.iter().filter(is_closed).count(), 6, "{stopped:?}");
        },
    );
}
