//! The data format of scenarios: `scenarios/*.json`.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use serde::Deserialize;
use serde_json::Value;

/// One scripted exchange, from the status line to the end of the connection.
///
/// The head (status and headers) is sent with the first bytes of the body or at [`Step::Head`], so
/// earlier steps happen before the client receives anything.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Scenario {
    /// What happens, in a few words.
    pub description: String,
    /// The HTTP status.
    #[serde(default = "ok")]
    pub status: u16,
    /// The number of calls in a row that get this scenario. The next call gets [`Scenario::then`],
    /// and the count starts over. Without a number, every call gets this scenario.
    #[serde(default)]
    pub times: Option<usize>,
    /// Field names, at any depth, or JSON pointers, of which a request must have at least one to
    /// get this scenario. Any other gets [`Scenario::then`]. An empty list accepts every request.
    #[serde(default)]
    pub when: Vec<String>,
    /// The steps for a call that does not get this scenario, or no longer does. The default is the
    /// storyteller's answer.
    #[serde(default = "answer")]
    pub then: Vec<Step>,
    /// The scenarios for requests that continue a long answer, by continuation token. Each has a
    /// count of its own.
    #[serde(default)]
    pub hops: BTreeMap<String, Scenario>,
    /// Headers in addition to those that Gemini sends, or in place of them.
    #[serde(default)]
    pub headers: BTreeMap<String, HeaderText>,
    /// Whether a page of another origin may read the answer.
    #[serde(default)]
    pub cors: Cors,
    /// How server-sent events are written.
    #[serde(default)]
    pub events: EventStyle,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// Where to split the body into pieces that are sent separately. By default each step is one.
    #[serde(default)]
    pub cut: Option<Cut>,
    /// How long to wait before each piece of a split body but the first, in milliseconds.
    #[serde(default)]
    pub drip: u64,
    /// The number of body bytes to send before closing the connection, as with [`Step::Close`]. A
    /// shorter body is sent whole.
    #[serde(default)]
    pub cut_after: Option<usize>,
}

impl Scenario {
    /// Parses a scenario.
    ///
    /// # Errors
    ///
    /// When the text is not JSON, or does not match this type.
    pub fn from_json(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// Returns the scenario of a request that names none: the storyteller's answer.
    pub(crate) fn answer() -> Self {
        Self {
            description: String::new(),
            status: ok(),
            times: None,
            when: Vec::new(),
            then: answer(),
            hops: BTreeMap::new(),
            headers: BTreeMap::new(),
            cors: Cors::default(),
            events: EventStyle::default(),
            steps: answer(),
            cut: None,
            drip: 0,
            cut_after: None,
        }
    }

    /// Returns the scenario for a call that does not get this one.
    pub(crate) fn otherwise(self) -> Self {
        Self {
            steps: self.then,
            ..Self::answer()
        }
    }
}

/// The value of a header.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum HeaderText {
    /// A fixed text.
    Fixed(String),
    /// A date, computed when the answer is composed.
    Date(DateIn),
}

/// A date in the future, in the format of HTTP.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateIn {
    /// The distance from now, in seconds. HTTP dates have no fractions of a second, so it may be up
    /// to a second later.
    #[serde(rename = "$date-in")]
    pub seconds: u64,
}

impl HeaderText {
    /// Returns the value at a given time.
    pub(crate) fn at(&self, now: SystemTime) -> String {
        match self {
            Self::Fixed(text) => text.clone(),
            Self::Date(DateIn { seconds }) => {
                let date = now + Duration::from_secs(*seconds) + Duration::from_millis(999);
                httpdate::fmt_http_date(date)
            }
        }
    }
}

/// One step of a scenario.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Sends a response object, framed as requested: as an event, an element of the array, or a
    /// part of the single object. In it, `{"$repeat": ["text", 1000]}` is a long string.
    Frame(Value),
    /// Sends JSON on several lines, without `data:`. If an array was requested, the JSON is an
    /// element of it, as Gemini's errors are.
    Json(Value),
    /// Sends JSON on one line, otherwise like [`Step::Json`].
    JsonLine(Value),
    /// Sends text verbatim.
    Text(String),
    /// Sends bytes, given in hexadecimal; spaces are ignored.
    Hex(String),
    /// Sends the storyteller's answer to the request, with its pauses.
    Answer,
    /// Sends a text in pieces, or only the rest of it if the request has the beginning.
    Tell(Tell),
    /// Waits for this many milliseconds.
    Pause(u64),
    /// Runs some steps several times.
    Repeat(Repeat),
    /// Sends the status and the headers now, before there is any body.
    Head,
    /// Keeps the connection open and sends nothing more.
    Stall,
    /// Closes the connection without the final chunk of the body.
    Close,
    /// Resets the connection.
    Reset,
}

/// Steps to run several times.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// The number of times.
    pub times: usize,
    /// The steps.
    pub steps: Vec<Step>,
}

/// A text that the model can continue.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tell {
    /// The whole text.
    pub text: String,
    /// The number of characters in a frame.
    pub by: usize,
    /// How long to wait before each frame, in milliseconds.
    #[serde(default)]
    pub pause: u64,
    /// How many of the last characters a model repeats when it continues; the repetition starts
    /// with a whole word.
    #[serde(default)]
    pub repeat_last: usize,
}

/// How server-sent events are written, for gateways that write them differently from Gemini.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EventStyle {
    /// The text before the JSON of an event.
    pub prefix: String,
    /// The line ending.
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

/// Where a body is split into pieces.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cut {
    /// At these byte offsets from the start of the body.
    At(Vec<usize>),
    /// After every byte.
    EveryByte,
    /// At pseudo-random offsets, the same for the same seed.
    Random(RandomCut),
}

/// Random cuts.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RandomCut {
    /// The seed of the offsets.
    pub seed: u64,
    /// The longest piece, in bytes.
    pub longest: u64,
}

/// What a scenario allows pages of another origin.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Cors {
    /// They may read the answer, as with Gemini.
    #[default]
    Allowed,
    /// The preflight succeeds, but the answer may not be read.
    PreflightOnly,
    /// Neither. A preflight can name the scenario only by the model name.
    Denied,
}

fn ok() -> u16 {
    200
}

fn answer() -> Vec<Step> {
    vec![Step::Answer]
}
