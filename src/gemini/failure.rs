//! Turns Google's errors, in all their shapes, into [`Error`]s.

use std::time::Duration;

use crate::{
    error::{Error, ErrorKind},
    json::{self, Value, seconds},
};

/// Returns the error of a response whose HTTP status is not a success.
///
/// The body may be Google's JSON, an array of one, HTML from a proxy, or empty. `retry_after` is
/// the `Retry-After` header as time from now, if the browser exposes it.
pub fn from_response(code: u16, retry_after: Option<Duration>, body: &[u8]) -> Error {
    let body = String::from_utf8_lossy(body);
    let error = match error_object(&body) {
        Some(status) => Status::parse(status).error(Some(code)),
        None => Error::new(kind_without_error(code)).with_code(code),
    };
    match retry_after {
        Some(delay) if error.retry_delay().is_none() => error.with_retry_delay(delay),
        _ => error,
    }
}

/// Returns the error of a `google.rpc.Status`, the value of an `error` field, mid-stream too.
pub fn from_status(json: &str) -> Error {
    let status = match json::read(json, Value::read) {
        Some(error) => Status::parse(error),
        None => Status {
            message: json.to_owned(),
            ..Status::default()
        },
    };
    status.error(None)
}

/// Returns the `error` field of a body: of an object, or of the first element of an array.
fn error_object(body: &str) -> Option<Value<'_>> {
    let body = body.trim_start_matches(['\u{feff}', '[', ' ', '\r', '\n', '\t']);
    let error = Value::first_of(body)?.get("error");
    (!error.is_null()).then_some(error)
}

/// The fields of a `google.rpc.Status` that matter. Servers may omit any of them.
#[derive(Default)]
struct Status {
    code: Option<u16>,
    status: String,
    message: String,
    /// The `reason` of an `ErrorInfo`.
    reason: String,
    /// The `quotaId`s of a `QuotaFailure`.
    quota_ids: String,
    retry_delay: Option<Duration>,
}

impl Status {
    /// Reads each field independently: gateways write codes as strings, and `null` for what they do
    /// not know, and one odd field must not hide the others.
    fn parse(error: Value<'_>) -> Self {
        let text = |field: &str| error.get(field).string().unwrap_or_default();
        let code = error.get("code").number();
        let mut status = Self {
            // A number outside this range is not an HTTP status: gRPC has its own codes.
            code: code
                .filter(|code| (400..=599).contains(code))
                .and_then(|code| code.try_into().ok()),
            status: text("status"),
            message: text("message"),
            ..Self::default()
        };
        // Some gateways write the error as a bare string.
        if let Some(message) = error.string() {
            status.message = message;
        }
        for detail in error.get("details").items() {
            status.read_detail(detail);
        }
        // Others put Google's whole response into their own message.
        match error_object(&status.message) {
            Some(inner) => Self::parse(inner).or(status),
            None => status,
        }
    }

    /// Fills in from `outer` what is not known.
    fn or(mut self, outer: Self) -> Self {
        self.code = self.code.or(outer.code);
        if self.status.is_empty() {
            self.status = outer.status;
        }
        self.retry_delay = self.retry_delay.or(outer.retry_delay);
        self
    }

    fn read_detail(&mut self, detail: Value<'_>) {
        let text = |value: Value<'_>| value.string().unwrap_or_default();
        self.reason.push_str(&text(detail.get("reason")));
        for violation in detail.get("violations").items() {
            self.quota_ids.push_str(&text(violation.get("quotaId")));
        }
        // A protobuf `Duration` as JSON writes it: `36s`, `34.4s`.
        let delay = text(detail.get("retryDelay"));
        if let Some(delay) = delay.strip_suffix('s').and_then(seconds) {
            self.retry_delay = Some(delay);
        }
    }

    fn error(self, http_code: Option<u16>) -> Error {
        let code = self
            .code
            .or(http_code)
            .or_else(|| code_of_status(&self.status));
        let mut error = Error::new(self.kind(code)).with_detail(&*self.message);
        if let Some(code) = code {
            error = error.with_code(code);
        }
        if !self.status.is_empty() {
            error = error.with_status(&*self.status);
        }
        match self.retry_delay {
            Some(delay) => error.with_retry_delay(delay),
            None => error,
        }
    }

    fn kind(&self, code: Option<u16>) -> ErrorKind {
        let says = |words: &str| self.message.contains(words);
        match code {
            Some(400 | 401 | 403)
                if self.reason.starts_with("API_KEY_")
                    || self.reason.starts_with("ACCESS_TOKEN_")
                    || says("API key")
                    || says("authentication credentials")
                    || says("unregistered callers") =>
            {
                ErrorKind::InvalidKey
            }
            Some(400) if says("location is not supported") => ErrorKind::RegionNotSupported,
            Some(400) if OF_HISTORY.iter().any(|words| says(words)) => ErrorKind::InvalidHistory,
            // A quota of zero means that the model is not in the plan, so waiting is useless
            // despite the delay that comes with it.
            Some(429)
                if self.quota_ids.contains("PerDay")
                    || self.quota_ids.contains("Daily")
                    || says_limit_zero(&self.message) =>
            {
                ErrorKind::QuotaExceeded
            }
            Some(code) => kind_of_code(code),
            None => ErrorKind::Unknown,
        }
    }
}

/// Phrases by which a server rejects the history rather than the new message.
const OF_HISTORY: [&str; 6] = [
    "thought_signature",
    "thought signature",
    "function response parts",
    "function call turn",
    "parts must not be empty",
    "must have one initialized field",
];

/// Returns the kind of an error response that has no error object of Google's.
fn kind_without_error(code: u16) -> ErrorKind {
    match code {
        // A static file server answers a `POST` like this: there is no relay at this address.
        404 | 405 | 501 => ErrorKind::NotGemini,
        code => kind_of_code(code),
    }
}

fn kind_of_code(code: u16) -> ErrorKind {
    match code {
        401 => ErrorKind::InvalidKey,
        403 => ErrorKind::PermissionDenied,
        404 => ErrorKind::ModelNotFound,
        408 | 504 => ErrorKind::Timeout,
        413 => ErrorKind::TooLarge,
        429 => ErrorKind::RateLimited,
        499 => ErrorKind::Cancelled,
        503 => ErrorKind::Overloaded,
        400..=499 => ErrorKind::InvalidRequest,
        500..=599 => ErrorKind::Internal,
        // A redirect that was not followed, or another status that is not an error.
        _ => ErrorKind::NotGemini,
    }
}

/// Returns the HTTP status of a `google.rpc.Code`, for servers that leave the number out.
fn code_of_status(status: &str) -> Option<u16> {
    Some(match status {
        "CANCELLED" => 499,
        "INVALID_ARGUMENT" | "FAILED_PRECONDITION" | "OUT_OF_RANGE" => 400,
        "UNAUTHENTICATED" => 401,
        "PERMISSION_DENIED" => 403,
        "NOT_FOUND" => 404,
        "ABORTED" | "ALREADY_EXISTS" => 409,
        "RESOURCE_EXHAUSTED" => 429,
        "INTERNAL" | "UNKNOWN" | "DATA_LOSS" => 500,
        "UNIMPLEMENTED" => 501,
        "UNAVAILABLE" => 503,
        "DEADLINE_EXCEEDED" => 504,
        _ => return None,
    })
}

fn says_limit_zero(message: &str) -> bool {
    let mut limits = message.split("limit: 0").skip(1);
    limits.any(|rest| !rest.starts_with(|next: char| next.is_ascii_digit() || next == '.'))
}
