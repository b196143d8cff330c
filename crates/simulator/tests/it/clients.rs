//! Google's own clients, which must take the simulator for Gemini.
//!
//! They are installed on first use, in pinned versions, under the `target` folder. If `node` or
//! `python3` is missing, a test reports that and passes.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rill_chat::storyteller::{Framing, answer};
use serde_json::Value;
use simulator::{Ending, Options, Simulator};

use crate::http::prompt;

const JS: Client = Client {
    name: "google-genai-js",
    package: "@google/genai@3.1.0",
    script: include_str!("../clients/google_genai_js.mjs"),
    runtime: Runtime::Node,
};
const PYTHON: Client = Client {
    name: "google-genai",
    package: "google-genai==3.4.0",
    script: include_str!("../clients/google_genai.py"),
    runtime: Runtime::Python,
};
const OLD_PYTHON: Client = Client {
    name: "google-generativeai",
    package: "google-generativeai==0.8.6",
    script: include_str!("../clients/google_generativeai.py"),
    runtime: Runtime::Python,
};
const START_CHAT: Client = Client {
    script: include_str!("../clients/start_chat.py"),
    ..OLD_PYTHON
};

const KNIGHT: &str = "Tell me a short story about a brave knight.";

#[tokio::test]
async fn official_client_google_genai_js_streams_a_chat() {
    check_chat(&JS, "alt=sse").await;
}

#[tokio::test]
async fn official_client_google_genai_python_streams_a_chat() {
    check_chat(&PYTHON, "alt=sse").await;
}

#[tokio::test]
async fn official_client_google_generativeai_python_streams_a_chat() {
    check_chat(&OLD_PYTHON, "%24alt=json%3Benum-encoding%3Dint").await;
}

#[tokio::test]
async fn official_client_google_generativeai_python_runs_the_start_chat_example() {
    let simulator = simulator().await;
    if let Some(output) = START_CHAT.run(&[simulator.url()]) {
        assert_eq!(printed(&output), story());
    }
}

#[tokio::test]
async fn official_clients_know_the_errors() {
    check_error(
        &JS,
        "overloaded",
        "The model is overloaded. Please try again later.",
    )
    .await;
    check_error(&JS, "error-line", "got status: UNAVAILABLE").await;
    check_error(&PYTHON, "quota-per-day", "429 RESOURCE_EXHAUSTED").await;
    check_error(&PYTHON, "model-not-found", "404 NOT_FOUND").await;
    // Not an HTTP error: the old client answers the array around one with an error of its own, with
    // Google as well (google-api-core 2.33, `format_http_response_error`).
    check_error(&OLD_PYTHON, "blocked-safety", "BlockedPromptException").await;
    check_error(
        &OLD_PYTHON,
        "finish-recitation",
        "reciting from copyrighted material",
    )
    .await;
}

/// Streams two turns. The second text depends on the first, so the history must have arrived.
async fn check_chat(client: &Client, query: &str) {
    let simulator = simulator().await;
    let arguments = [
        simulator.url(),
        "gemini-flash-latest",
        KNIGHT,
        "What happened next?",
    ];
    let Some(output) = client.run(&arguments) else {
        return;
    };
    let turns: Vec<Vec<String>> = serde_json::from_str(&printed(&output)).unwrap();
    assert_eq!(turns[0].concat(), story());
    assert!(
        turns[1]
            .concat()
            .starts_with("The winter after the dam was mended"),
        "{turns:?}"
    );
    assert!(
        turns.iter().all(|texts| texts.len() > 20),
        "it did not stream: {turns:?}"
    );

    let requests = simulator.requests();
    assert_eq!(requests.len(), 2);
    for request in &requests {
        assert!(request.query.contains(query), "{}", request.query);
        assert_eq!(request.ending, Ending::Completed);
    }
}

async fn check_error(client: &Client, scenario: &str, message: &str) {
    let simulator = simulator().await;
    let model = format!("scenario-{scenario}");
    let Some(output) = client.run(&[simulator.url(), &model, KNIGHT]) else {
        return;
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success(),
        "{} takes {scenario} for an answer",
        client.name
    );
    assert!(
        errors.contains(message),
        "{} on {scenario}:\n{errors}",
        client.name
    );
}

#[track_caller]
fn printed(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout)
        .replace("\r\n", "\n")
        .trim_end()
        .to_owned()
}

async fn simulator() -> Simulator {
    Simulator::start_with(Options {
        speed: 20.0,
        ..Options::default()
    })
    .await
    .unwrap()
}

fn story() -> String {
    let script = answer(prompt(KNIGHT).to_string().as_bytes(), Framing::Unary);
    let body: Vec<u8> = script
        .steps
        .into_iter()
        .flat_map(|step| step.bytes)
        .collect();
    let body: Value = serde_json::from_slice(&body).unwrap();
    body["candidates"][0]["content"]["parts"][0]["text"]
        .as_str()
        .unwrap()
        .to_owned()
}

struct Client {
    name: &'static str,
    package: &'static str,
    script: &'static str,
    runtime: Runtime,
}

#[derive(Clone, Copy)]
enum Runtime {
    Node,
    Python,
}

/// Reports that a client was not tested: to the person, past the test harness, which hides the
/// output of passing tests, and to `cargo xtask test` for its summary.
fn skip(package: &str, why: &str) {
    let _ = writeln!(
        std::io::stderr(),
        "\nSKIPPED: {package} was not tried, because {why}\n"
    );
    if let Some(file) = std::env::var_os("RILL_TEST_SKIPS") {
        let file = File::options().create(true).append(true).open(file);
        writeln!(file.unwrap(), "{package} against the simulator: {why}").unwrap();
    }
}

impl Client {
    /// Runs the client's script to its end, or reports why it cannot run here.
    fn run(&self, arguments: &[&str]) -> Option<Output> {
        let needed: &[&str] = match self.runtime {
            Runtime::Node => &["node", NPM],
            Runtime::Python => &[PYTHON_COMMAND],
        };
        if let Some(missing) = needed.iter().find(|program| !runs(program)) {
            skip(self.package, &format!("`{missing}` is missing"));
            return None;
        }
        let folder = self.install();
        let mut command = match self.runtime {
            Runtime::Node => {
                let mut node = Command::new("node");
                // A script on standard input resolves packages from the current folder.
                node.args(["--input-type=module", "-"]).current_dir(&folder);
                node
            }
            Runtime::Python => {
                let mut python = Command::new(folder.join(VENV_BIN).join("python"));
                python.args(["-X", "utf8", "-"]);
                python
            }
        };
        command
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(self.script.as_bytes())
            .unwrap();
        Some(child.wait_with_output().unwrap())
    }

    /// Installs the client, unless it is installed already.
    fn install(&self) -> PathBuf {
        let clients = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("clients");
        let folder = clients.join(self.name);
        fs::create_dir_all(&folder).unwrap();
        // Two tests, or two test runs, may install the same client.
        let lock = File::create(clients.join(format!("{}.lock", self.name))).unwrap();
        lock.lock().unwrap();
        let mark = folder.join("installed");
        if fs::read_to_string(&mark).is_ok_and(|installed| installed == self.package) {
            return folder;
        }
        match self.runtime {
            Runtime::Node => {
                let npm = ["install", "--no-audit", "--no-fund", "--prefix"];
                must_run(Command::new(NPM).args(npm).arg(&folder).arg(self.package));
            }
            Runtime::Python => {
                must_run(
                    Command::new(PYTHON_COMMAND)
                        .args(["-m", "venv"])
                        .arg(&folder),
                );
                let pip = [
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                ];
                let python = folder.join(VENV_BIN).join("python");
                must_run(Command::new(python).args(pip).arg(self.package));
            }
        }
        fs::write(mark, self.package).unwrap();
        folder
    }
}

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };
const PYTHON_COMMAND: &str = if cfg!(windows) { "python" } else { "python3" };
const VENV_BIN: &str = if cfg!(windows) { "Scripts" } else { "bin" };

fn runs(program: &str) -> bool {
    let quiet = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    quiet.is_ok_and(|status| status.success())
}

#[track_caller]
fn must_run(command: &mut Command) {
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{errors}");
}
