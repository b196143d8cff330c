//! What a scenario can say: the data format of `scenarios/*.json`.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use serde::Deserialize;
use serde_json::Value;

/// One scripted exchange, from the status line to the end of the connection.
///
/// The head (status and headers) leaves with the first bytes of the body, or at [`Step::Head`], so
/// what stands before is what happens before the client hears anything.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Scenario {
    /// What goes on, in a few words.
    pub description: String,
    /// The HTTP status.
    #[serde(default = "ok")]
    pub status: u16,
    /// How many calls in a row get it. The next one gets [`Scenario::then`], and then it begins
    /// again; without a number it never passes.
    #[serde(default)]
    pub times: Option<usize>,
    /// What a request must have in it to get this: one of these fields, anywhere, or a value at one
    /// of these JSON pointers. Any other gets [`Scenario::then`]. With nothing here, all get it.
    #[serde(default)]
    pub when: Vec<String>,
    /// What a call gets that does not get this, or not any more: the storyteller's answer, unless
    /// other steps stand here.
    #[serde(default = "answer")]
    pub then: Vec<Step>,
    /// What a request that goes on with a long answer gets, by its continuation token. Each is a
    /// scenario of its own, with a count of its own.
    #[serde(default)]
    pub hops: BTreeMap<String, Scenario>,
    /// Headers beside those that Gemini sends, or in place of them.
    #[serde(default)]
    pub headers: BTreeMap<String, HeaderText>,
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
    /// How long to wait before each piece but the first where the body is cut, in milliseconds.
    #[serde(default)]
    pub drip: u64,
    /// How many bytes of the body are sent before the connection is closed, as with
    /// [`Step::Close`]. A shorter body is sent whole.
    #[serde(default)]
    pub cut_after: Option<usize>,
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

    /// What a call gets that does not get this scenario.
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
    /// As it stands.
    Fixed(String),
    /// A date, reckoned when the answer is composed.
    Date(DateIn),
}

/// A date in the future, in the form of HTTP.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateIn {
    /// How far away it is, in seconds. Such a date has no parts of a second, so it may be up to one
    /// second further.
    #[serde(rename = "$date-in")]
    pub seconds: u64,
}

impl HeaderText {
    /// The value at a moment.
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
    /// Sends a text in pieces, or the rest of it to a request that has the beginning.
    Tell(Tell),
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

/// A text that a model can go on with.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tell {
    /// The whole of it.
    pub text: String,
    /// How many characters a frame has.
    pub by: usize,
    /// How long to wait before each frame, in milliseconds.
    #[serde(default)]
    pub pause: u64,
    /// How many characters of the beginning are said again by a model that goes on; the repetition
    /// starts with a whole word.
    #[serde(default)]
    pub repeat_last: usize,
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

fn answer() -> Vec<Step> {
    vec![Step::Answer]
}
