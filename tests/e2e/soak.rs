//! A thousand turns in one page must not leak. `cargo xtask soak` runs this.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};

use crate::{
    browser::is,
    page::{Page, finish, text, with_page_for},
};

/// The conversations that are measured, and the turns of each.
const CONVERSATIONS: usize = 10;
const TURNS: usize = 100;
/// The conversations before them. After these nothing is new and hot code is compiled, which takes
/// the browser some 500 turns. They are longer because the browser's own tables and the memory of
/// WebAssembly stay as large as the longest conversation made them.
const WARM_UP: usize = 5;
const WARM_UP_TURNS: usize = 150;
/// Turns per call of the driver, which never releases the result of a call.
const AT_ONCE: usize = 25;

/// Takes some turns in the page. Each sends a message, which a scenario of its own answers, waits
/// for the ending and presses the button of its reader. Counts the endings.
const TAKE_TURNS: &str = r"
    const [turns, done] = arguments;
    const pause = time => new Promise(then => setTimeout(then, time));
    const find = what => document.querySelector('.rill-chat ' + what);
    const last = () => [...document.querySelectorAll('.rill-message[data-role=model]')].pop();
    const ended = async () => {
        do { await pause(2); } while (find('.rill-stop:not([hidden])') || !last()?.dataset.ending);
    };
    const take = async ([prompt, reader]) => {
        const composer = find('textarea');
        composer.value = prompt;
        composer.dispatchEvent(new Event('input', {bubbles: true}));
        await pause(0);
        find('.rill-send').click();
        if (reader === 'stop') {
            const stop = () => find('.rill-stop:not([hidden])');
            while (!stop() || !last()?.textContent.includes('stalls')) await pause(2);
            stop().click();
        }
        await ended();
        const ending = last().dataset.ending;
        const remedy = reader && last().querySelector(`.rill-remedy[data-remedy=${reader}]`);
        if (remedy) {
            remedy.click();
            await ended();
        }
        return ending;
    };
    (async () => {
        const {fetch} = window;
        const endings = {};
        for (const [number, turn] of turns.entries()) {
            const model = `scenario-turn-${number}`;
            window.fetch = (url, init) => fetch(url.replace('scenario-test', model), init);
            const ending = await take(turn);
            endings[ending] = (endings[ending] ?? 0) + 1;
        }
        window.fetch = fetch;
        done(endings);
    })();
";

const STORY: &str = "# A story\n\nThe keeper had *two* lamps, and [a book](https://example.org).\n\n\
    - One he lit for the ships,\n- and the other for `himself`.\n\n\
    ```rust\nfn main() {\n    println!(\"{}\", 1 + 1);\n}\n```\n\n\
    | lamp | for |\n|---|---|\n| one | ships |\n| two | himself |\n\n\
    So $a^2 + b^2 = c^2$, and the storm passed.\n\nWhen it came, he gave the ships both.";

#[test]
#[ignore = "it takes minutes: `cargo xtask soak` runs it"]
fn a_thousand_turns_leave_nothing_behind() {
    if !is("chromium") {
        return;
    }
    with_page_for(Duration::from_secs(900), async |page| {
        let mut seed = 0x5eed;
        let mut endings = BTreeMap::new();
        page.open_with_fast_retries(page.gemini.url()).await;
        for _ in 0..WARM_UP {
            talk(&page, WARM_UP_TURNS, &mut seed, &mut endings).await;
        }
        endings.clear();
        let before = Figures::of(&page).await;
        for _ in 0..CONVERSATIONS {
            talk(&page, TURNS, &mut seed, &mut endings).await;
        }
        let after = Figures::of(&page).await;
        println!("{} turns ended: {endings:?}", CONVERSATIONS * TURNS);
        println!("before {before:?}\nafter  {after:?}");
        let mut grown = Vec::new();
        for ((name, before), (_, after)) in before.0.iter().zip(&after.0) {
            println!("{name}: {:+.1} %", (after / before - 1.0) * 100.0);
            if *after > before * 1.05 {
                grown.push(name);
            }
        }
        assert!(
            grown.is_empty(),
            "more than a twentieth came on top: {grown:?}"
        );
    });
}

/// Takes the turns of one conversation, then starts a new one in its place.
async fn talk(page: &Page, turns: usize, seed: &mut u64, endings: &mut BTreeMap<String, usize>) {
    for first in (0..turns).step_by(AT_ONCE) {
        let some: Vec<_> = (0..AT_ONCE)
            .map(|turn| {
                *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let (reader, scenario) = happening(*seed >> 33);
                page.scenario_named(&format!("turn-{turn}"), scenario);
                json!([format!("Question {}", first + turn), reader])
            })
            .collect();
        let ended = page.run_async(TAKE_TURNS, vec![json!(some)]).await;
        let ended: BTreeMap<String, usize> = serde_json::from_value(ended).unwrap();
        for (ending, count) in ended {
            *endings.entry(ending).or_default() += count;
        }
    }
    page.start_anew().await;
}

/// Returns what the reader does in a turn, and the scenario that answers it.
fn happening(number: u64) -> (&'static str, Value) {
    let tell = json!({"tell": {"text": STORY, "by": 1 + number % 60, "repeat-last": 20}});
    let whole = || vec![tell.clone(), finish("STOP")];
    let status = |status: u16| {
        let error = json!({"error": {"code": status, "message": "…", "status": "UNAVAILABLE"}});
        json!({"status": status, "times": 1, "steps": [{"json": error}], "then": whole()})
    };
    let broken = json!({
        "times": 1, "cut-after": 400 + number % 2000, "steps": whole(), "then": whole(),
    });
    match (number / 64) % 12 {
        0..=2 => ("", json!({"steps": whole()})),
        3 => ("continue", broken),
        4 => ("retry", broken),
        5 => ("", status(503)),
        6 => ("retry", status(401)),
        7 => ("", json!({"times": 1, "steps": ["reset"], "then": whole()})),
        8 => ("stop", json!({"steps": [text("It *stalls"), "stall"]})),
        9 => (
            "retry",
            json!({"times": 1, "steps": [text("No."), finish("SAFETY")], "then": whole()}),
        ),
        10 => {
            let feedback = json!({"frame": {"promptFeedback": {"blockReason": "SAFETY"}}});
            ("", json!({"steps": [feedback]}))
        }
        _ => {
            let place = |reason: &str| {
                let candidate = json!({"finishReason": reason, "continuationToken": "YQ=="});
                json!({"frame": {"candidates": [candidate]}})
            };
            let hop =
                json!({"description": "the rest", "times": 1, "steps": ["reset"], "then": whole()});
            let steps = json!([text("First. "), place("CONTINUATION")]);
            ("continue", json!({"steps": steps, "hops": {"YQ==": hop}}))
        }
    }
}

/// What a page holds after garbage collection, each as a name and an amount.
#[derive(Debug)]
struct Figures(Vec<(&'static str, f64)>);

impl Figures {
    async fn of(page: &Page) -> Self {
        tokio::time::sleep(Duration::from_secs(1)).await;
        // The browser keeps a bounded amount of data for developers: console messages while a
        // driver is attached, and resource timings.
        page.devtools("Runtime.discardConsoleEntries").await;
        page.run("performance.clearResourceTimings()").await;
        for _ in 0..3 {
            page.devtools("HeapProfiler.collectGarbage").await;
        }
        let heap = page.devtools("Runtime.getHeapUsage").await;
        let dom = page.devtools("Memory.getDOMCounters").await;
        let wasm = page
            .run_async(
                "const done = arguments[0]; import(location.origin + '/rill-demo.js')\
                 .then(page => page.default()).then(wasm => done(wasm.memory.buffer.byteLength))",
                vec![],
            )
            .await;
        let figure = |value: &Value| value.as_f64().unwrap();
        Self(vec![
            ("heap", figure(&heap["usedSize"])),
            ("nodes", figure(&dom["nodes"])),
            ("listeners", figure(&dom["jsEventListeners"])),
            ("documents", figure(&dom["documents"])),
            ("wasm", figure(&wasm)),
        ])
    }
}
