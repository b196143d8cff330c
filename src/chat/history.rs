//! What of a conversation is sent back to the model.
//!
//! One turn that a server does not accept makes every later request fail, so a turn goes back
//! whole or not at all, judged by the whole answer and never by its last chunk.

use super::{
    ending::{Ending, FinishClass},
    message::{Content, Message, MessageState, Role},
    part::{FunctionCall, Part},
};

/// The contents for the next request: every turn that a model can be reminded of.
pub(super) fn contents(messages: &[Message]) -> Vec<Content> {
    let mut contents: Vec<Content> = Vec::with_capacity(messages.len());
    // Where the current turn starts: everything since the last answer that asked for nothing. A call
    // and its response stay with the answer that they lead to, or go with it.
    let mut turn = 0;
    for (index, message) in messages.iter().enumerate() {
        let next = messages.get(index + 1);
        match message.role() {
            Role::User => {
                let prompt = prompt(message, contents.last());
                // A content without parts makes a server refuse the whole request.
                contents.extend((!prompt.parts.is_empty()).then_some(prompt));
            }
            // The last answer is the one being asked for: its prompt stays.
            Role::Model if next.is_none() && is_open(message) => {}
            Role::Model => {
                let mut goes_on = false;
                match sendable(message, next) {
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

fn is_open(message: &Message) -> bool {
    match message.state() {
        MessageState::Waiting | MessageState::Streaming => true,
        MessageState::Said | MessageState::Ended(_) => false,
    }
}

/// What of a person's message can go back: not the response to a call that does not go back.
fn prompt(message: &Message, before: Option<&Content>) -> Content {
    let called = |response: &FunctionCall| {
        let calls = before.iter().flat_map(|content| &content.parts);
        let mut calls = calls.filter_map(Part::function_call);
        calls.any(|call| answers(response, &call))
    };
    let parts = message.content().parts.iter();
    let parts = parts.filter(|part| !part.is_empty());
    let parts = parts.filter(|part| part.function_response().is_none_or(|it| called(&it)));
    Content {
        role: message.role(),
        parts: parts.cloned().collect(),
    }
}

/// Whether an answer calls a function whose response comes with the next message.
fn has_open_call(content: &Content) -> bool {
    let responses: Vec<_> = content
        .parts
        .iter()
        .filter_map(Part::function_response)
        .collect();
    let mut calls = content.parts.iter().filter_map(Part::function_call);
    calls.any(|call| !responses.iter().any(|response| answers(response, &call)))
}

/// Older models name their calls by the function alone.
fn answers(response: &FunctionCall, call: &FunctionCall) -> bool {
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
        MessageState::Waiting | MessageState::Streaming => false,
        MessageState::Ended(ending) => match ending {
            Ending::Finished(reason) => match reason.class() {
                FinishClass::Complete | FinishClass::Truncated => true,
                FinishClass::Blocked | FinishClass::ModelFault | FinishClass::Unknown => false,
            },
            Ending::Interrupted(_) | Ending::Stopped => true,
            Ending::PromptBlocked(_) | Ending::Empty | Ending::Failed(_) => false,
        },
    };
    if !keeps {
        return None;
    }
    let parts = &message.content().parts;
    let answered = |call: &FunctionCall| {
        let later = next.filter(|next| next.role() == Role::User);
        let later = later.map_or(&[][..], |next| &next.content().parts);
        parts
            .iter()
            .chain(later)
            .filter_map(Part::function_response)
            .any(|response| answers(&response, call))
    };
    let parts: Vec<_> = parts
        .iter()
        .filter(|part| !part.is_empty() && part.has_data())
        .filter(|part| part.function_call().is_none_or(|call| answered(&call)))
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
