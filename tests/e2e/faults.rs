//! Every fault of the list in a real page: the ending is shown, no text that arrived is lost, the
//! number of requests is as listed, and the right buttons are offered.

mod bytes;
mod native;
mod offline;
mod oracle;
mod retry_after;
mod stop;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::{
    browser,
    list::{FAULTS, Fault, Reader, Source},
    page::{Page, with_page_for},
};

/// The longest that one wait may take: the slowest fault waits twice for a requested delay.
const TIMEOUT: Duration = Duration::from_secs(45);

/// An address where no server listens, on a port that browsers do not block.
const NOBODY: &str = "http://127.0.0.1:1";

#[test]
fn every_fault_is_survived() {
    with_page_for(Duration::from_secs(1200), async |page| {
        let only = std::env::var("RILL_E2E_FAULT").ok();
        let start = Instant::now();
        let mut opened = None;
        let mut tried = 0;
        let mut differences = Vec::new();
        for fault in FAULTS {
            if only.as_ref().is_some_and(|only| !fault.name.contains(only)) {
                continue;
            }
            tried += 1;
            if let Err(difference) = meet(&page, fault, &mut opened).await {
                println!("{}: {difference}", fault.name);
                differences.push(format!("{}: {difference}", fault.name));
            }
        }
        let survived = tried - differences.len();
        println!(
            "{survived} of {tried} faults survived in {:.0?}",
            start.elapsed()
        );
        assert!(differences.is_empty(), "\n{}", differences.join("\n"));
    });
}

/// The endpoint and the silence limit that the page was opened with.
type Opened = (String, Option<u32>);

/// Plays one fault in a conversation of its own. Returns all deviations as an error of one line.
async fn meet(page: &Page, fault: &Fault, opened: &mut Option<Opened>) -> Result<(), String> {
    let endpoint = match oracle::scenario(fault) {
        Some(scenario) => {
            page.gemini.add_scenario("test", scenario);
            page.gemini.url()
        }
        None => NOBODY,
    };
    let before = page.gemini.requests().len();
    let open = (endpoint.to_owned(), fault.silence);
    if opened.as_ref() == Some(&open) {
        page.start_anew().await;
    } else {
        let silence = fault.silence.map(|it| format!("&silence={it}"));
        page.open_with_fast_retries_and(endpoint, &silence.unwrap_or_default())
            .await;
        count_requests(page).await;
        *opened = Some(open);
    }
    page.run("window.requests = 0").await;
    read(page, fault).await?;

    let mut differences = Vec::new();
    let mut compare = |what: &str, found: Value, expected: Value| {
        if found != expected {
            let [found, expected] = [found, expected].map(|it| beginning(&it));
            differences.push(format!("{what} {found} is not {expected}"));
        }
    };
    let (ending, text, steps) = page.outcome().await;
    let others = fault.in_webkitgtk.filter(|_| browser::is("webkitgtk"));
    let (told, offered) = others.unwrap_or((fault.ending, fault.steps));
    compare("ending", json!(ending), json!(told));
    let text = oracle::words(&text);
    compare("text", json!(text), json!(oracle::kept(fault)));
    compare("requests", requests(page).await, json!(fault.requests));
    compare("steps", json!(steps), json!(offered));
    compare("bodies", json!(bodies(page, before, fault)), json!(1));
    match differences.as_slice() {
        [] => Ok(()),
        _ => Err(differences.join("; ")),
    }
}

/// Returns enough of a value to recognise it.
fn beginning(value: &Value) -> String {
    value.to_string().chars().take(200).collect()
}

/// Does what the fault's reader does.
async fn read(page: &Page, fault: &Fault) -> Result<(), String> {
    match fault.reader {
        Reader::Waits => {
            page.ask(oracle::PROMPT).await;
            ended(page).await
        }
        Reader::Asks(times) => {
            for i in 0..times {
                if i > 0 {
                    page.mark_ended().await;
                }
                page.ask(oracle::PROMPT).await;
                ended(page).await?;
            }
            Ok(())
        }
        Reader::Stops => {
            page.ask(oracle::PROMPT).await;
            page.answer_of(oracle::kept(fault).chars().count()).await;
            page.press_stop().await;
            ended(page).await
        }
        Reader::Continues(times) => {
            page.ask(oracle::PROMPT).await;
            ended(page).await?;
            for i in 0..times {
                let steps = page.steps().await;
                if steps.first().map(String::as_str) != Some("Continue") {
                    let ending = page.ending().await;
                    return Err(format!("{ending}, then {steps:?} after {i} continuations"));
                }
                page.take_step("Continue").await;
                let asked = format!("return window.requests > {}", i + 1);
                until(page, "the continuation is asked for", &asked).await?;
                ended(page).await?;
            }
            Ok(())
        }
    }
}

async fn ended(page: &Page) -> Result<(), String> {
    until(page, "the answer has ended", &Page::has_ended()).await?;
    page.drawn().await;
    Ok(())
}

/// Waits until a function body returns true in the page.
async fn until(page: &Page, what: &str, script: &str) -> Result<(), String> {
    let start = Instant::now();
    while page.run(script).await != json!(true) {
        if start.elapsed() > TIMEOUT {
            return Err(format!("waited in vain: {what}"));
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// Counts requests in the page itself: a browser may repeat a request on its own, and one that it
/// refuses to send never reaches the server.
async fn count_requests(page: &Page) {
    page.run(
        "const fetch = window.fetch; \
         window.fetch = (...all) => { window.requests += 1; return fetch.apply(window, all); }",
    )
    .await;
}

async fn requests(page: &Page) -> Value {
    page.run("return window.requests").await
}

/// Counts the distinct request bodies since `before`. An automatic retry must send the same body,
/// apart from the continuation token of a long answer.
fn bodies(page: &Page, before: usize, fault: &Fault) -> usize {
    if fault.reader != Reader::Waits || matches!(fault.source, Source::Nobody) {
        return 1;
    }
    let mut bodies: Vec<_> = page.gemini.requests()[before..]
        .iter()
        .filter(|request| request.method == "POST")
        .map(|request| {
            let mut body = request.body.clone();
            if let Some(fields) = body.as_object_mut() {
                fields.remove("continuationToken");
            }
            body.to_string()
        })
        .collect();
    bodies.sort_unstable();
    bodies.dedup();
    // A request that the browser refuses to send never reaches the simulator.
    bodies.len().max(1)
}
