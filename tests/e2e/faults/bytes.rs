//! One stream, ended after each of its bytes: for each prefix the page must come to the same ending
//! and text as a native read of it.

use std::time::Duration;

use rill_chat::{Error, ErrorKind, gemini::StreamReader};
use serde_json::{Value, json};

use super::{oracle, until};
use crate::page::{Page, with_page_for};

const STREAM: &str = concat!(
    "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"Größe\"}],\"role\": \"model\"}}]}\r\n\r\n",
    "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \" und 🌍.\"}],\"role\": \"model\"}}]}\r\n\r\n",
    "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"\"}],\"role\": \"model\"},",
    "\"finishReason\": \"STOP\"}]}\r\n\r\n",
);

/// Replaces `fetch`, and asks once for each prefix of the stream.
///
/// The body enqueues its bytes on the first pull and ends on the second: chunks still queued in a
/// stream are lost when it errors.
const DRIVER: &str = r"
    const [stream, from, to, broken] = [arguments[0], arguments[1], arguments[2], arguments[3]];
    const bytes = new TextEncoder().encode(stream);
    let length = 0;
    window.fetch = async () => {
        let given = false;
        const pull = body => {
            if (!given && length > 0) {
                given = true;
                body.enqueue(bytes.slice(0, length));
            } else if (broken) {
                body.error(new TypeError('the connection was lost'));
            } else {
                body.close();
            }
        };
        const body = new ReadableStream({ pull }, { highWaterMark: 0 });
        return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    };
    const later = () => new Promise(resolve => setTimeout(resolve, 0));
    const frame = () => new Promise(resolve => {
        requestAnimationFrame(() => setTimeout(resolve, 0));
        setTimeout(resolve, 100);
    });
    const field = document.querySelector('.rill-chat textarea');
    const last = () => Array.from(document.querySelectorAll('.rill-message[data-role=model]')).pop();
    window.outcomes = [];
    (async () => {
        for (length = from; length < to; length += 1) {
            if (last()) last().dataset.marked = 'yes';
            field.value = 'Go';
            field.dispatchEvent(new Event('input', { bubbles: true }));
            const enter = { key: 'Enter', bubbles: true, cancelable: true };
            field.dispatchEvent(new KeyboardEvent('keydown', enter));
            do await later(); while (
                !last()?.dataset.ending || last().dataset.marked ||
                document.querySelector('.rill-chat .rill-stop:not([hidden])')
            );
            await frame();
            const paragraphs = Array.from(last().querySelectorAll('.rill-text p'));
            const text = paragraphs.map(paragraph => paragraph.textContent).join(' ');
            window.outcomes.push([last().dataset.ending, text]);
        }
    })();
";

/// How many prefixes to ask for per page load, as the transcript grows with each.
const ROOM: usize = 40;

/// Returns the ending and the text that a native read of a prefix comes to.
fn expected(length: usize, broken: bool) -> (String, String) {
    let mut text = String::new();
    let mut reader = StreamReader::new();
    reader.push(&STREAM.as_bytes()[..length], &mut |chunk| {
        text += &chunk.text();
    });
    let broken = broken.then(|| Error::new(ErrorKind::Network));
    let ending = reader.finish(broken, &mut |chunk| text += &chunk.text());
    let name = oracle::name(&ending, !text.is_empty());
    (name.to_owned(), oracle::words(&text))
}

/// Returns the ending and the text that the page comes to for each prefix of these lengths.
async fn outcomes(page: &Page, from: usize, to: usize, broken: bool) -> Vec<(String, String)> {
    page.open_with_fast_retries(page.gemini.url()).await;
    let arguments = vec![json!(STREAM), json!(from), json!(to), json!(broken)];
    page.run_with(DRIVER, arguments).await;
    let all = format!("return window.outcomes.length === {}", to - from);
    let done = until(page, "every beginning was read", &all).await;
    let outcomes: Value = page.run("return window.outcomes").await;
    assert!(done.is_ok(), "{done:?}: only {outcomes}");
    serde_json::from_value(outcomes).unwrap()
}

#[test]
fn a_stream_may_end_after_any_byte() {
    assert!(STREAM.len() <= 400);
    with_page_for(Duration::from_secs(600), async |page| {
        let mut differences = Vec::new();
        for broken in [false, true] {
            for from in (0..=STREAM.len()).step_by(ROOM) {
                let to = (from + ROOM).min(STREAM.len() + 1);
                for (i, (ending, text)) in outcomes(&page, from, to, broken)
                    .await
                    .into_iter()
                    .enumerate()
                {
                    let found = (ending, oracle::words(&text));
                    let expected = expected(from + i, broken);
                    if found != expected {
                        let how = if broken { "lost" } else { "ended" };
                        differences.push(format!(
                            "{how} after {}: {found:?} is not {expected:?}",
                            from + i
                        ));
                    }
                }
            }
        }
        assert!(differences.is_empty(), "\n{}", differences.join("\n"));
    });
}
