//! What of a conversation is sent back to the model.
//!
//! One turn that a server does not accept makes every later request fail, so a turn goes back
//! whole or not at all, judged by the whole answer and never by its last chunk.

use super::{
    ending::{Ending, FinishClass},
    message::{Content, Message, MessageId, MessageState, Role},
    part::{CallName, Part},
};

/// The contents for the next request: every turn that a model can be reminded of. What another
/// model than `model` signed goes without its signature, and the turns before `plain_before` go as
/// plain words.
pub(super) fn contents(
    messages: &[Message],
    model: Option<&str>,
    plain_before: Option<MessageId>,
) -> Vec<Content> {
    let mut contents: Vec<Content> = Vec::with_capacity(messages.len());
    let plain = |message: &Message| plain_before.is_some_and(|name| message.id() < name);
    // Where the current turn starts: everything since the last answer that asked for nothing. A call
    // and its response stay with the answer that they lead to, or go with it.
    let mut turn = 0;
    for (index, message) in messages.iter().enumerate() {
        let next = messages.get(index + 1);
        match message.role() {
            Role::User => {
                let mut prompt = prompt(message, contents.last());
                if plain(message) {
                    prompt.parts = plain_parts(&prompt);
                }
                // A content without parts makes a server refuse the whole request.
                contents.extend((!prompt.parts.is_empty()).then_some(prompt));
            }
            // The last answer is the one being asked for: its prompt stays.
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
                    // Nothing but a call that goes without its turn being lost.
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

/// The turns before an answer that broke off, what there is of it, and the wish to go on. `None` if
/// nothing of it can go back.
pub(super) fn continued(
    mut earlier: Vec<Content>,
    answer: &Message,
    wish: Content,
) -> Option<Vec<Content>> {
    earlier.push(turn(answer.content(), None)?);
    earlier.push(wish);
    Some(merge_neighbours(earlier))
}

/// The same turns in plain words: no signature, no call, no response to one. It is what a server
/// takes that refused them as they are.
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

/// An answer as one of another model than wrote it, which goes on with it.
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

/// What of a person's message can go back: not the response to a call that does not go back.
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

/// Whether an answer calls a function whose response comes with the next message.
fn has_open_call(content: &Content) -> bool {
    let responses: Vec<_> = content.parts.iter().filter_map(Part::response).collect();
    let mut calls = content.parts.iter().filter_map(Part::call);
    calls.any(|call| !responses.iter().any(|response| answers(response, &call)))
}

/// Older models name their calls by the function alone.
fn answers(response: &CallName, call: &CallName) -> bool {
    if call.id.is_some() {
        response.id == call.id
    } else {
        response.name == call.name
    }
}

/// What of an answer can go back; `None` leaves its turn out.
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

/// The parts of an answer that can go back, if they say anything.
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
    // A lone thought or signature is no turn: a server that is sent one back has nothing to read.
    let says = parts.iter().any(|part| {
        part.as_thought().is_none() && part.as_text().is_none_or(|text| !text.is_empty())
    });
    says.then_some(Content {
        role: Role::Model,
        parts,
    })
}

/// Servers want the roles to alternate; a history that was handed in may not do so.
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
