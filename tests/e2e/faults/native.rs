//! The list against a native read: for a fault of one request, the body alone must give the ending
//! and the text that the list promises, so a failing browser run points at the browser.

use std::time::Duration;

use rill_chat::{
    Error, ErrorKind,
    chat::Ending,
    gemini::{StreamReader, from_response},
};

use serde_json::json;

use super::{beginning, oracle};
use crate::{
    http::{Reply, hurried, post_patiently, prompt, scenario},
    list::{ENDINGS, FAULTS, Fault, Reader},
};

/// Faults that only a browser sees: it follows redirects, and hides responses that CORS denies.
const OF_BROWSERS: &[&str] = &[
    "denied-cors",
    "error-without-cors",
    "missing-cors",
    "redirect-to-nowhere",
    "redirect-to-page",
];

#[test]
fn the_list_is_sound() {
    for fault in FAULTS {
        let Fault { name, ending, .. } = fault;
        assert!(ENDINGS.contains(ending), "{name}: {ending}");
        assert!(fault.requests > 0, "{name}");
        let whole = *ending == "complete";
        assert_eq!(
            fault.steps.is_empty(),
            whole || *ending == "refused-region",
            "{name}"
        );
        if let Some(scenario) = oracle::scenario(fault) {
            assert!(!scenario.description.is_empty(), "{name}");
        }
    }
}

#[tokio::test]
async fn the_list_agrees_with_a_native_reading() {
    let simulator = hurried().await;
    let mut differences = Vec::new();
    for fault in FAULTS {
        let Some(data) = oracle::scenario(fault) else {
            continue;
        };
        let takes_several = data.times.is_some() || !data.hops.is_empty();
        let waits = fault.reader == Reader::Waits && fault.silence.is_none();
        if takes_several || !waits || OF_BROWSERS.contains(&fault.name) {
            continue;
        }
        simulator.add_scenario("test", data);
        let reply = post_patiently(&simulator, &scenario("test"), &prompt(oracle::PROMPT)).await;
        let (ending, text) = read(&reply);
        let found = (oracle::name(&ending, !text.is_empty()), text);
        let expected = (fault.ending, oracle::kept(fault));
        if found != expected {
            differences.push(format!(
                "{}: {} is not {}",
                fault.name,
                beginning(&json!(found)),
                beginning(&json!(expected))
            ));
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// Returns the ending and the text of a reply.
fn read(reply: &Reply) -> (Ending, String) {
    let broken = (reply.status == 0
        || !reply.complete && reply.header("transfer-encoding").is_some())
    .then(|| Error::new(ErrorKind::Network));
    match (reply.status, broken) {
        (0, Some(error)) => (Ending::Failed(error), String::new()),
        (200..300, broken) => {
            let mut text = String::new();
            let mut reader = StreamReader::new();
            reader.push(&reply.body(), &mut |chunk| text += &chunk.text());
            let ending = reader.finish(broken, &mut |chunk| text += &chunk.text());
            (ending, oracle::words(&text))
        }
        (status, _) => {
            let asked = reply.header("retry-after").and_then(|it| it.parse().ok());
            let asked = asked.map(Duration::from_secs);
            let error = from_response(status, asked, &reply.body());
            (Ending::Failed(error), String::new())
        }
    }
}
