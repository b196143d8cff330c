//! Selects the turns of a conversation that are sent back to the model.
//!
//! A single turn that a server rejects makes every later request fail, so a turn is sent whole or
//! not at all, judged by the whole answer and never by its last chunk.

use super::{
    ending::{Ending, FinishClass},
    message::{Content, Message, MessageId, MessageState, Role},
    part::{CallName, Part},
};

/// Returns the contents of the next request: every turn that can be sent. Parts signed by a model
/// other than `model` lose their signatures, and turns before `plain_before` are reduced as by
/// [`plain`].
pub(super) fn contents(
    messages: &[Message],
    model: Option<&str>,
    plain_before: Option<MessageId>,
) -> Vec<Content> {
    let mut contents: Vec<Content> = Vec::with_capacity(messages.len());
    let plain = |message: &Message| plain_before.is_some_and(|id| message.id() < id);
    // Where the current turn starts: after the last answer without an open call. A call and its
    // response are kept or dropped together with the answer that they lead to.
    let mut turn = 0;
    for (index, message) in messages.iter().enumerate() {
        let next = messages.get(index + 1);
        match message.role() {
            Role::User => {
                let mut prompt = prompt(message, contents.last());
                if plain(message) {
                    prompt.parts = plain_parts(&prompt);
                }
                // Servers reject the whole request if a content has no parts.
                contents.extend((!prompt.parts.is_empty()).then_some(prompt));
            }
            // The last answer is the one being requested: its prompt stays.
            Role::Model if next.is_none() && message.is_open() => {}
            Role::Model => {
                let mut goes_on = false;
                let content = sendable(message, next).map(|mut content| {
                    if plain(message) {
                        content.parts = plain_parts(&content);
                    } else if is_foreign(message, model) {
                        content.parts = unsigned(content.parts);
                    }
                    content
                });
                match content {
                    // An answer that only makes a call has no plain parts. Its turn stays.
                    Some(content) if content.parts.is_empty() => {}
                    Some(content) => {
                        goes_on = has_open_call(&content);
                        contents.push(content);
                    }
                    None => contents.truncate(turn),
                }
                if !goes_on {
                    turn = contents.len();
                }
            }
        }
    }
    merge_neighbours(contents)
}

/// Returns the earlier turns, the part of a broken answer that can be sent back, and the request to
/// go on. Returns `None` if no part of the answer can be sent back.
pub(super) fn continued(
    mut earlier: Vec<Content>,
    answer: &Message,
    instruction: Content,
) -> Option<Vec<Content>> {
    earlier.push(turn(answer.content(), None)?);
    earlier.push(instruction);
    Some(merge_neighbours(earlier))
}

/// Reduces model turns to their text and drops function responses from user turns, for a server
/// that rejected the turns as they were.
pub(super) fn plain(contents: &[Content]) -> Vec<Content> {
    let contents = contents.iter().map(|content| Content {
        role: content.role,
        parts: plain_parts(content),
    });
    merge_neighbours(
        contents
            .filter(|content| !content.parts.is_empty())
            .collect(),
    )
}

fn plain_parts(content: &Content) -> Vec<Part> {
    let parts = content.parts.iter();
    match content.role {
        Role::User => parts
            .filter(|part| part.response().is_none())
            .cloned()
            .collect(),
        Role::Model => {
            let texts = parts.filter_map(Part::as_text);
            let texts = texts.filter(|text| !text.is_empty());
            texts.map(|text| Part::text(text.into_owned())).collect()
        }
    }
}

fn is_foreign(message: &Message, model: Option<&str>) -> bool {
    match (message.model(), model) {
        (Some(of), Some(now)) => of != now,
        _ => false,
    }
}

/// Returns an answer that `model` is to continue, without signatures if another model wrote it.
pub(super) fn adopted(answer: &Message, model: Option<&str>) -> Message {
    let mut answer = answer.clone();
    if is_foreign(&answer, model) {
        answer.set_parts(unsigned(answer.content().parts.clone()));
    }
    answer
}

fn unsigned(parts: Vec<Part>) -> Vec<Part> {
    let parts = parts.into_iter().map(Part::without_signature);
    parts.filter(|part| !part.is_empty()).collect()
}

/// Returns the parts of a user message that can be sent: responses only to calls that are sent.
fn prompt(message: &Message, before: Option<&Content>) -> Content {
    let called = |response: &CallName| {
        let calls = before.iter().flat_map(|content| &content.parts);
        let mut calls = calls.filter_map(Part::call);
        calls.any(|call| answers(response, &call))
    };
    let parts = message.content().parts.iter();
    let parts = parts.filter(|part| !part.is_empty());
    let parts = parts.filter(|part| part.response().is_none_or(|it| called(&it)));
    Content {
        role: message.role(),
        parts: parts.cloned().collect(),
    }
}

/// Returns whether an answer has a function call whose response comes with the next message.
fn has_open_call(content: &Content) -> bool {
    let responses: Vec<_> = content.parts.iter().filter_map(Part::response).collect();
    let mut calls = content.parts.iter().filter_map(Part::call);
    calls.any(|call| !responses.iter().any(|response| answers(response, &call)))
}

/// Returns whether `response` belongs to `call`. Older models give a call no ID, only a name.
fn answers(response: &CallName, call: &CallName) -> bool {
    if call.id.is_some() {
        response.id == call.id
    } else {
        response.name == call.name
    }
}

/// Returns what can be sent back of an answer; `None` drops its turn.
fn sendable(message: &Message, next: Option<&Message>) -> Option<Content> {
    let keeps = match message.state() {
        MessageState::Said => true,
        MessageState::Waiting | MessageState::Pausing(_) | MessageState::Streaming => false,
        MessageState::Ended(ending) => match ending {
            Ending::Finished(reason) => match reason.class() {
                FinishClass::Complete | FinishClass::Truncated => true,
                FinishClass::Blocked | FinishClass::ModelFault | FinishClass::Unknown => false,
            },
            Ending::Interrupted(_) | Ending::Stopped => true,
            Ending::PromptBlocked(_) | Ending::Empty | Ending::Failed(_) => false,
        },
    };
    if keeps {
        turn(message.content(), next)
    } else {
        None
    }
}

/// Returns the parts of an answer that can be sent back, or `None` if they say nothing.
fn turn(content: &Content, next: Option<&Message>) -> Option<Content> {
    let parts = &content.parts;
    let answered = |call: &CallName| {
        let later = next.filter(|next| next.role() == Role::User);
        let later = later.map_or(&[][..], |next| &next.content().parts);
        parts
            .iter()
            .chain(later)
            .filter_map(Part::response)
            .any(|response| answers(&response, call))
    };
    let parts: Vec<_> = parts
        .iter()
        .filter(|part| !part.is_empty() && part.has_data())
        .filter(|part| part.call().is_none_or(|call| answered(&call)))
        .cloned()
        .collect();
    // A lone thought or signature is not a turn: it gives the server nothing to read.
    let says = parts.iter().any(|part| {
        part.as_thought().is_none() && part.as_text().is_none_or(|text| !text.is_empty())
    });
    says.then_some(Content {
        role: Role::Model,
        parts,
    })
}

/// Merges neighbours of the same role: servers expect the roles to alternate, and those of a
/// history from the host may not.
fn merge_neighbours(contents: Vec<Content>) -> Vec<Content> {
    let mut merged: Vec<Content> = Vec::with_capacity(contents.len());
    for content in contents {
        match merged.last_mut() {
            Some(last) if last.role == content.role => last.parts.extend(content.parts),
            _ => merged.push(content),
        }
    }
    merged
}
