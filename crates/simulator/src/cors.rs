//! CORS, as far as Gemini's preflight responses reveal it.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::call::SCENARIO_HEADER;
use crate::scenario::Cors;

/// The request headers that Gemini allows a page to send, and the simulator's own. Any other header
/// makes the preflight fail, as it does with Gemini.
const HEADERS: &[&str] = &[
    "content-type",
    "x-goog-api-key",
    "x-goog-api-client",
    "authorization",
    SCENARIO_HEADER,
];

/// Answers a preflight.
pub(crate) fn preflight(request: &HeaderMap, cors: Cors) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    let asked = text(request, header::ACCESS_CONTROL_REQUEST_HEADERS);
    let known = asked
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase())
        .all(|name| name.is_empty() || HEADERS.contains(&name.as_str()));
    if cors == Cors::Denied || !known {
        *response.status_mut() = StatusCode::FORBIDDEN;
        return response;
    }
    let headers = response.headers_mut();
    allow_origin(headers, request);
    for (answer, question) in [
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            header::ACCESS_CONTROL_REQUEST_HEADERS,
        ),
        (
            header::ACCESS_CONTROL_ALLOW_METHODS,
            header::ACCESS_CONTROL_REQUEST_METHOD,
        ),
    ] {
        if let Some(value) = request.get(question) {
            headers.insert(answer, value.clone());
        }
    }
    headers.insert(
        header::ACCESS_CONTROL_MAX_AGE,
        HeaderValue::from_static("3600"),
    );
    response
}

/// Lets the requesting page read the answer, if the scenario allows it.
pub(crate) fn allow(headers: &mut HeaderMap, request: &HeaderMap, cors: Cors) {
    if cors == Cors::Allowed {
        allow_origin(headers, request);
    }
}

fn allow_origin(headers: &mut HeaderMap, request: &HeaderMap) {
    if let Some(origin) = request.get(header::ORIGIN) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}
