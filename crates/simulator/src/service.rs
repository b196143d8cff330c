//! The routes, and the handler behind them.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum::extract::{self, ConnectInfo, State};
use axum::http::{
    HeaderMap, HeaderName, HeaderValue, Method as Verb, Response, StatusCode, Uri, header,
};
use axum::routing::any;
use rill_chat::storyteller::Framing;
use serde_json::{Value, json};
use tower_http::services::ServeDir;

use crate::body::Player;
use crate::call::{Call, Method};
use crate::connection::Breaker;
use crate::failure::Failure;
use crate::playback::{self, Playback};
use crate::record::{Ending, Recorded};
use crate::scenario::{Scenario, Step};
use crate::shared::Shared;
use crate::{cors, models, validation};

/// Returns the service: the API, and the files beside it.
pub(crate) fn router(shared: Arc<Shared>) -> IntoMakeServiceWithConnectInfo<Router, Breaker> {
    let files = shared.options.serve.clone();
    let api = Router::new()
        .route("/{version}/models", any(answer))
        .route("/{version}/models/{target}", any(answer))
        .route("/{version}/tunedModels/{target}", any(answer))
        .with_state(shared);
    let service = match files {
        // Like a web host: if a compressed version of a file exists, it is served.
        Some(folder) => {
            let files = ServeDir::new(folder)
                .precompressed_br()
                .precompressed_gzip();
            api.fallback_service(files)
        }
        None => api,
    };
    service.into_make_service_with_connect_info()
}

/// The parts of a request that every answer needs.
struct Request {
    verb: Verb,
    uri: Uri,
    headers: HeaderMap,
    bytes: Bytes,
}

async fn answer(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(breaker): ConnectInfo<Breaker>,
    request: extract::Request,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    // A body that breaks off is treated as empty.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let request = Request {
        verb: parts.method,
        uri: parts.uri,
        headers: parts.headers,
        bytes,
    };
    let call = Call::new(&request.uri);
    let name = call.scenario(&request.headers);
    let recorded = record(&request, name);
    let scenario = match name {
        Some(name) => shared
            .scenario(name)
            .ok_or_else(|| Failure::no_scenario(name))
            // Only a `POST` counts as a call.
            .and_then(|scenario| match request.verb {
                Verb::POST => shared.calls.choose(name, scenario, &recorded.body),
                _ => Ok(scenario),
            }),
        None => Ok(Scenario::answer()),
    };
    let recorder = shared.log.open(recorded);
    if request.verb == Verb::OPTIONS {
        recorder.record(Ending::Completed);
        let cors = scenario.map(|scenario| scenario.cors).unwrap_or_default();
        return last(&shared, cors::preflight(&request.headers, cors));
    }
    let playback = compose(&shared, &call, &request, scenario)
        .unwrap_or_else(|failure| playback::compose(&failure.into_scenario(), &call, &Value::Null));
    let head = head(&playback, &call, &request.headers);
    let mut player = Player::new(playback.events, breaker, recorder, shared.options.speed);
    player.play_silence().await;
    let mut response = Response::new(player.into_body());
    *response.status_mut() = StatusCode::from_u16(playback.status).unwrap_or_default();
    *response.headers_mut() = head;
    last(&shared, response)
}

/// Marks an answer as the last of its connection, if a connection serves only one.
fn last(shared: &Shared, mut response: Response<Body>) -> Response<Body> {
    if !shared.options.keep_alive {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    response
}

fn compose(
    shared: &Shared,
    call: &Call,
    request: &Request,
    scenario: Result<Scenario, Failure>,
) -> Result<Playback, Failure> {
    check_key(shared, call, &request.headers)?;
    let reply = |value: Value| Scenario {
        steps: vec![Step::Json(value)],
        ..Scenario::answer()
    };
    let get = request.verb == Verb::GET;
    let (scenario, body) = match &call.method {
        Method::Get if get && call.model.is_empty() => (reply(models::list()), Value::Null),
        Method::Get if get => {
            scenario?;
            (reply(models::one(&call.model)), Value::Null)
        }
        Method::Generate if !get => (scenario?, validation::check(&request.bytes)?),
        // The target of a redirect.
        Method::Generate if call.names_scenario() => (scenario?, Value::Null),
        Method::CountTokens if !get => {
            let tokens = request.bytes.len().div_ceil(4);
            let details = json!([{ "modality": "TEXT", "tokenCount": tokens }]);
            let count = json!({ "totalTokens": tokens, "promptTokensDetails": details });
            scenario?;
            (reply(count), Value::Null)
        }
        Method::Unknown(method) => {
            return Err(Failure::no_model(&call.model, &call.version, method));
        }
        Method::Get | Method::Generate | Method::CountTokens => {
            return Err(Failure::no_model(
                &call.model,
                &call.version,
                request.verb.as_str(),
            ));
        }
    };
    Ok(playback::compose(&scenario, call, &body))
}

fn check_key(shared: &Shared, call: &Call, headers: &HeaderMap) -> Result<(), Failure> {
    let header = headers
        .get("x-goog-api-key")
        .and_then(|value| value.to_str().ok());
    let keys: Vec<&str> = header.into_iter().chain(call.key.as_deref()).collect();
    let token = usize::from(headers.contains_key(header::AUTHORIZATION));
    if keys.len() + token > 1 {
        return Err(Failure::several_keys());
    }
    match (&shared.options.key, keys.first()) {
        (None, _) => Ok(()),
        (Some(_), None) => Err(Failure::no_key()),
        (Some(right), Some(given)) if right == given => Ok(()),
        (Some(_), Some(_)) => Err(Failure::wrong_key()),
    }
}

/// Returns the headers of an answer: Gemini's, if a client may notice them, and the scenario's.
fn head(playback: &Playback, call: &Call, request: &HeaderMap) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(playback.content_type),
    );
    headers.insert(
        header::VARY,
        HeaderValue::from_static("Origin, X-Origin, Referer"),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    if call.framing != Framing::Unary {
        headers.insert(
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment"),
        );
    }
    cors::allow(&mut headers, request, playback.cors);
    for (name, value) in &playback.headers {
        // An invalid header is left out.
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse()) {
            headers.insert(name, value);
        }
    }
    headers
}

fn record(request: &Request, scenario: Option<&str>) -> Recorded {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Recorded {
        method: request.verb.to_string(),
        path: request.uri.path().into(),
        query: request.uri.query().unwrap_or_default().into(),
        headers: request
            .headers
            .iter()
            .map(|(name, value)| (name.as_str().into(), text(value)))
            .collect(),
        body: serde_json::from_slice(&request.bytes).unwrap_or_default(),
        scenario: scenario.map(Into::into),
        arrived: Instant::now(),
        ending: Ending::Open,
        ended: None,
    }
}
