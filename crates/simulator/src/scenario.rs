//! What a scenario can say: the data format of `scenarios/*.json`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// One scripted exchange, from the status line to the end of the connection.
///
/// The head (status and headers) leaves with the first bytes of the body, or at [`Step::Head`], so
/// what stands before is what happens before the client hears anything.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What goes on, in a few words.
    pub description: String,
    /// The HTTP status.
    #[serde(default = "ok")]
    pub status: u16,
    /// How many calls in a row get it. The next one gets the storyteller's answer, and then it
    /// begins again; without a number it never passes.
    #[serde(default)]
    pub times: Option<usize>,
    /// Headers beside those that Gemini sends, or in place of them.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Whether a page of another origin may read the answer.
    #[serde(default)]
    pub cors: Cors,
    /// How server-sent events are written.
    #[serde(default)]
    pub events: EventStyle,
    /// What happens, in order.
    pub steps: Vec<Step>,
    /// Where the bytes are cut into pieces that travel alone. Without it a step is a piece.
    #[serde(default)]
    pub cut: Option<Cut>,
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    ///
    /// When the text is not JSON, or not of the form of this type.
    pub fn from_json(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// The scenario of a request that names none: the storyteller answers.
    pub(crate) fn answer() -> Self {
        Self {
            description: String::new(),
            status: ok(),
            times: None,
            headers: BTreeMap::new(),
            cors: Cors::default(),
            events: EventStyle::default(),
            steps: vec![Step::Answer],
            cut: None,
        }
    }
}

/// One thing that happens.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Sends a response object, framed as the request asked: an event, an element of the array, or
    /// a part of the one object. In it, `{"$repeat": ["text", 1000]}` stands for a long string.
    Frame(Value),
    /// Sends JSON over several lines, without `data:`. Where an array was asked for, it is an
    /// element of that, as with Gemini's errors.
    Json(Value),
    /// Sends JSON on one line, otherwise like [`Step::Json`].
    JsonLine(Value),
    /// Sends text as it stands.
    Text(String),
    /// Sends bytes, given in hexadecimal; spaces do not count.
    Hex(String),
    /// Sends the storyteller's answer to the request, with its pauses.
    Answer,
    /// Waits, in milliseconds.
    Pause(u64),
    /// Takes some steps several times.
    Repeat(Repeat),
    /// Sends the status and the headers now, before there is any body.
    Head,
    /// Keeps the connection open and says nothing any more.
    Stall,
    /// Closes the connection without the chunk that ends a body.
    Close,
    /// Resets the connection.
    Reset,
}

/// Steps to take several times.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// How often.
    pub times: usize,
    /// What.
    pub steps: Vec<Step>,
}

/// How server-sent events are written, where a gateway writes them otherwise than Gemini.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EventStyle {
    /// What stands before the JSON of an event.
    pub prefix: String,
    /// What ends a line.
    pub newline: String,
}

impl Default for EventStyle {
    fn default() -> Self {
        Self {
            prefix: "data: ".into(),
            newline: "\r\n".into(),
        }
    }
}

/// Where a body is cut into pieces.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cut {
    /// After these numbers of bytes, counted from the start of the body.
    At(Vec<usize>),
    /// After every byte.
    EveryByte,
    /// At places that look random, the same ones for the same seed.
    Random(RandomCut),
}

/// Random cuts.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RandomCut {
    /// What makes the places repeat.
    pub seed: u64,
    /// The longest piece, in bytes.
    pub longest: u64,
}

/// What a scenario allows pages of another origin.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Cors {
    /// What Gemini does.
    #[default]
    Allowed,
    /// The preflight goes well, but the answer may not be read.
    PreflightOnly,
    /// Neither. A preflight knows the scenario only by the model name.
    Denied,
}

fn ok() -> u16 {
    200
}
