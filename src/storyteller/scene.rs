//! Chooses the text that answers a prompt.

use serde_json::Value;

use super::Suggestion;
use crate::rng::Rng;

/// The text of an answer, and how it ends.
pub(super) struct Scene {
    pub(super) text: String,
    pub(super) ending: Ending,
}

/// The ways in which an answer can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The model finished its answer.
    Stop,
    /// The answer reached the token limit.
    MaxTokens,
    /// A filter stopped the answer after it had begun.
    Safety,
    /// A filter blocked the prompt, so there is no answer.
    PromptBlocked,
}

pub(super) const SUGGESTIONS: &[Suggestion] = &[
    Suggestion {
        label: "A short story",
        prompt: "Tell me a short story about a brave knight.",
    },
    Suggestion {
        label: "A long explanation",
        prompt: "Explain how the tides work.",
    },
    Suggestion {
        label: "A table",
        prompt: "Compare the planets in a table.",
    },
    Suggestion {
        label: "Some code",
        prompt: "Show me a small program in Rust.",
    },
    Suggestion {
        label: "All of Markdown",
        prompt: "Give me a tour of Markdown.",
    },
    Suggestion {
        label: "Many languages",
        prompt: "Say good morning in many languages 🌍",
    },
    Suggestion {
        label: "An answer that is cut off",
        prompt: "Tell me a tale too long for your limit.",
    },
    Suggestion {
        label: "A refused answer",
        prompt: "How do I pick a lock?",
    },
    Suggestion {
        label: "A blocked prompt",
        prompt: "Ask something forbidden.",
    },
];

/// Marks the place in a text where the token limit cuts it off.
const CUT: char = '✂';

const KNIGHT: &str = include_str!("knight.md");
const KNIGHT_NEXT: &str = include_str!("knight_next.md");
const CUT_OFF: &str = include_str!("cut_off.md");
const EARLIER: &str = include_str!("earlier.md");
const STORIES: &[&str] = &[
    include_str!("lighthouse.md"),
    include_str!("clockmaker.md"),
    CUT_OFF,
];

/// Keywords, and the text for a prompt with one of them. The first match wins, so specific keywords
/// come before general ones.
const TEXTS: &[(&[&str], &str, Ending)] = &[
    (&["knight", "knights", "dragon"], KNIGHT, Ending::Stop),
    (
        &["tour", "formula", "footnotes"],
        include_str!("tour.md"),
        Ending::Stop,
    ),
    (&["forbidden"], "", Ending::PromptBlocked),
    (
        &["lock", "locks", "refuse"],
        include_str!("refusal.md"),
        Ending::Safety,
    ),
    (&["limit", "cut", "endless"], CUT_OFF, Ending::MaxTokens),
    (
        &["table", "compare", "planets"],
        include_str!("table.md"),
        Ending::Stop,
    ),
    (
        &["code", "program", "rust", "function", "script"],
        include_str!("code.md"),
        Ending::Stop,
    ),
    (
        &["languages", "language", "emoji", "translate"],
        include_str!("languages.md"),
        Ending::Stop,
    ),
    (
        &["explain", "markdown", "guide", "tides", "headings"],
        include_str!("tides.md"),
        Ending::Stop,
    ),
];

const GO_ON: &[&str] = &["continue", "next", "on", "more", "then", "sequel"];

/// Chooses the text for a request, by the user's last message and the turns before it.
pub(super) fn choose(request: &Value) -> Scene {
    let prompts = texts(request, false);
    let said = texts(request, true).pop().unwrap_or_default();
    let last = prompts.last().map_or("", String::as_str);
    let lower = last.to_lowercase();
    let asks = |words: &[&str]| {
        lower
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| words.contains(&word))
    };
    let told = |text: &str, ending| Scene {
        text: text.trim_end().into(),
        ending,
    };

    if asks(GO_ON) && !said.is_empty() {
        let (before, after) = CUT_OFF.split_once(CUT).unwrap_or_default();
        if said.ends_with(before) {
            return told(after, Ending::Stop);
        }
        if said.trim_end() == KNIGHT.trim_end() {
            return told(KNIGHT_NEXT, Ending::Stop);
        }
    }
    if let Some((_, text, ending)) = TEXTS.iter().find(|(words, ..)| asks(words)) {
        let cut = text.split_once(CUT).map_or(*text, |(before, _)| before);
        return told(cut, *ending);
    }
    match prompts.as_slice() {
        [first, .., last] if !asks(&["story", "tale"]) => told(
            &EARLIER
                .replace("{first}", &quote(first))
                .replace("{last}", &quote(last)),
            Ending::Stop,
        ),
        _ => {
            let story = STORIES[Rng::of_text(last).below(STORIES.len() as u64) as usize];
            told(&story.replace(CUT, ""), Ending::Stop)
        }
    }
}

/// Returns the user's last message, or an empty string.
pub(super) fn last_prompt(request: &Value) -> String {
    texts(request, false).pop().unwrap_or_default()
}

/// Returns the texts of one side of the conversation, oldest first, without turns that have none.
///
/// Consecutive contents of one side are one turn: a client may keep every chunk of an answer as a
/// content of its own.
fn texts(request: &Value, of_model: bool) -> Vec<String> {
    let contents = request
        .get("contents")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let by_model = |content: &Value| content.get("role").and_then(Value::as_str) == Some("model");
    contents
        .chunk_by(|a, b| by_model(a) == by_model(b))
        .filter(|turn| turn.first().is_some_and(by_model) == of_model)
        .map(|turn| turn.iter().flat_map(text_parts).collect::<String>())
        .filter(|text| !text.is_empty())
        .collect()
}

/// Returns the texts of a content's parts, without thoughts.
fn text_parts(content: &Value) -> impl Iterator<Item = &str> {
    let parts = content
        .get("parts")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    parts
        .filter(|part| part.get("thought").and_then(Value::as_bool) != Some(true))
        .filter_map(|part| part.get("text").and_then(Value::as_str))
}

/// Shortens a prompt to fit into a sentence.
fn quote(prompt: &str) -> String {
    let line = prompt.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
