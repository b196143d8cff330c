//! Request validation like Gemini's, so that a client's mistake is found before a user finds it.

use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::fields::{DATA, Fields, REQUEST, Type};

/// Parses the body of a call that generates content, and rejects it if Gemini would.
pub(crate) fn check(bytes: &[u8]) -> Result<Value, Failure> {
    let body: Value = serde_json::from_slice(bytes).map_err(|error| {
        Failure::invalid(&format!(
            "Invalid JSON payload received. Unexpected token.\n{error}"
        ))
    })?;
    let Some(request) = body.as_object() else {
        return Err(Failure::invalid(
            "Invalid JSON payload received. The root is not an object.",
        ));
    };
    let mut unknown = Vec::new();
    find_unknown(request, REQUEST, "", &mut unknown);
    if !unknown.is_empty() {
        return Err(Failure::unknown_fields(&unknown));
    }
    check_contents(get(request, "contents"))?;
    check_thinking(request)?;
    check_token(get(request, "continuationToken"))?;
    Ok(body)
}

/// Collects the fields that a message type does not have, each with the path of its message.
fn find_unknown(
    message: &Map<String, Value>,
    fields: Fields,
    path: &str,
    unknown: &mut Vec<(String, String)>,
) {
    for (name, value) in message {
        let found = fields.iter().find(|(known, _)| *known == camel(name));
        let Some((known, kind)) = found else {
            unknown.push((path.into(), name.clone()));
            continue;
        };
        let Type::Message(inner) = kind else { continue };
        let path = match path {
            "" => snake(known),
            _ => format!("{path}.{}", snake(known)),
        };
        match value {
            Value::Object(message) => find_unknown(message, inner, &path, unknown),
            Value::Array(messages) => {
                for (i, message) in messages.iter().enumerate() {
                    if let Some(message) = message.as_object() {
                        find_unknown(message, inner, &format!("{path}[{i}]"), unknown);
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

fn check_contents(contents: Option<&Value>) -> Result<(), Failure> {
    let contents = contents
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    if contents.is_empty() {
        return Err(Failure::invalid(
            "* GenerateContentRequest.contents: contents is not specified\n",
        ));
    }
    let mut faults = String::new();
    for (i, content) in contents.iter().enumerate() {
        match content.get("role").and_then(Value::as_str) {
            // Old clients give function results the role `function`.
            None | Some("" | "user" | "model" | "function") => {}
            Some(_) => return Err(Failure::invalid("Please use a valid role: user, model.")),
        }
        let parts = content
            .get("parts")
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        let place = format!("* GenerateContentRequest.contents[{i}].parts");
        if parts.is_empty() {
            faults += &format!("{place}: contents.parts must not be empty.\n");
        }
        for (j, part) in parts.iter().enumerate() {
            let fields = part.as_object().into_iter().flat_map(Map::keys);
            if fields
                .filter(|name| DATA.contains(&camel(name).as_str()))
                .count()
                != 1
            {
                faults += &format!(
                    "{place}[{j}].data: required oneof field 'data' must have one initialized field\n"
                );
            }
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Failure::invalid(&faults))
    }
}

fn check_thinking(request: &Map<String, Value>) -> Result<(), Failure> {
    let config = get(request, "generationConfig").and_then(Value::as_object);
    let thinking = config
        .and_then(|config| get(config, "thinkingConfig"))
        .and_then(Value::as_object);
    let has = |name| thinking.is_some_and(|thinking| get(thinking, name).is_some());
    if has("thinkingBudget") && has("thinkingLevel") {
        let message = "You can only set only one of thinking budget and thinking level.";
        return Err(Failure::invalid(message));
    }
    Ok(())
}

fn check_token(token: Option<&Value>) -> Result<(), Failure> {
    match token {
        None | Some(Value::String(_)) => Ok(()),
        Some(token) => Err(Failure::invalid(&format!(
            "Invalid value at 'continuation_token' (TYPE_BYTES), {token}"
        ))),
    }
}

/// Returns a field by its name in camel case, even if the client wrote it in snake case.
fn get<'a>(message: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    message
        .iter()
        .find(|(key, _)| camel(key) == name)
        .map(|(_, value)| value)
}

fn camel(name: &str) -> String {
    let mut camel = String::new();
    let mut after_underscore = false;
    for c in name.chars() {
        match c {
            '_' => after_underscore = true,
            c if after_underscore => {
                camel.push(c.to_ascii_uppercase());
                after_underscore = false;
            }
            c => camel.push(c),
        }
    }
    camel
}

fn snake(name: &str) -> String {
    name.chars().fold(String::new(), |mut snake, c| {
        if c.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
        snake
    })
}
