//! The errors that the simulator itself reports, in the words of Google's servers.

use serde_json::{Value, json};

use crate::scenario::{Scenario, Step};

/// An HTTP error.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    status: u16,
    body: Value,
}

impl Failure {
    fn new(status: u16, name: &str, message: &str) -> Self {
        let body = json!({ "error": { "code": status, "message": message, "status": name } });
        Self { status, body }
    }

    fn detailed(mut self, details: Value) -> Self {
        self.body["error"]["details"] = details;
        self
    }

    pub(crate) fn invalid(message: &str) -> Self {
        Self::new(400, "INVALID_ARGUMENT", message)
    }

    /// Returns the error for unknown fields, each given as the path of its message and its name.
    pub(crate) fn unknown_fields(violations: &[(String, String)]) -> Self {
        let description = |path: &str, name: &str| match path {
            "" => format!(
                "Invalid JSON payload received. Unknown name \"{name}\": Cannot find field."
            ),
            _ => format!(
                "Invalid JSON payload received. Unknown name \"{name}\" at '{path}': Cannot find field."
            ),
        };
        let message: Vec<_> = violations
            .iter()
            .map(|(path, name)| description(path, name))
            .collect();
        let violations: Vec<_> = violations
            .iter()
            .map(|(path, name)| match path.as_str() {
                "" => json!({ "description": description(path, name) }),
                _ => json!({ "field": path, "description": description(path, name) }),
            })
            .collect();
        Self::invalid(&message.join("\n")).detailed(json!([{
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": violations,
        }]))
    }

    pub(crate) fn no_key() -> Self {
        Self::new(
            403,
            "PERMISSION_DENIED",
            "Method doesn't allow unregistered callers (callers without established identity). \
             Please use API Key or other form of API identity to call this API.",
        )
    }

    pub(crate) fn wrong_key() -> Self {
        let message = "API key not valid. Please pass a valid API key.";
        Self::invalid(message).detailed(json!([
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "API_KEY_INVALID",
                "domain": "googleapis.com",
                "metadata": { "service": "generativelanguage.googleapis.com" },
            },
            {
                "@type": "type.googleapis.com/google.rpc.LocalizedMessage",
                "locale": "en-US",
                "message": message,
            },
        ]))
    }

    pub(crate) fn several_keys() -> Self {
        Self::invalid("Multiple authentication credentials received. Please pass only one.")
    }

    pub(crate) fn wrong_token() -> Self {
        Self::invalid("Request contains an invalid argument.")
    }

    pub(crate) fn no_model(model: &str, version: &str, method: &str) -> Self {
        let message = format!(
            "models/{model} is not found for API version {version}, or is not supported for {method}. \
             Call ModelService.ListModels to see the list of available models and their supported \
             methods."
        );
        Self::new(404, "NOT_FOUND", &message)
    }

    pub(crate) fn no_scenario(name: &str) -> Self {
        Self::new(
            404,
            "NOT_FOUND",
            &format!("The simulator has no scenario {name}."),
        )
    }

    /// Turns the error into a scenario, so that it is framed like any other answer.
    pub(crate) fn into_scenario(self) -> Scenario {
        Scenario {
            status: self.status,
            steps: vec![Step::Json(self.body)],
            ..Scenario::answer()
        }
    }
}
