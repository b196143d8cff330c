//! What the simulator refuses, what it allows a page, and what it records.

use serde_json::{Value, json};
use simulator::{Ending, Options, Simulator};

use crate::http::{hurried, post, prompt, send};

const PATH: &str = "/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse";

async fn check(body: Value, status: u16, message: &str) {
    let simulator = hurried().await;
    let reply = post(&simulator, PATH, &body).await;
    assert_eq!(reply.status, status, "{body}: {}", reply.text());
    if status != 200 {
        let error = reply.json();
        assert_eq!(error["error"]["message"], message, "{body}");
        assert_eq!(error["error"]["code"], status);
    }
}

#[tokio::test]
async fn a_request_is_checked_as_gemini_checks_it() {
    let hi = || json!([{ "role": "user", "parts": [{ "text": "Hi" }] }]);
    let fine = [
        prompt("Hi"),
        json!({ "contents": [{ "parts": [{ "text": "" }] }] }),
        json!({ "contents": hi(), "generation_config": { "max_output_tokens": 9 } }),
        json!({ "contents": hi(), "systemInstruction": { "parts": [{ "text": "Be brief" }] } }),
        json!({ "contents": hi(), "tools": [{ "functionDeclarations": [{ "name": "f", "parametersJsonSchema": { "const": 1 } }] }] }),
    ];
    for body in fine {
        check(body, 200, "").await;
    }
    let unknown = |name: &str, path: &str| {
        format!("Invalid JSON payload received. Unknown name \"{name}\"{path}: Cannot find field.")
    };
    let bad = [
        (json!({}), "* GenerateContentRequest.contents: contents is not specified\n".into()),
        (json!({ "contents": [] }), "* GenerateContentRequest.contents: contents is not specified\n".into()),
        (
            json!({ "contents": [{ "role": "user", "parts": [{ "text": "Hi" }] }, { "role": "model", "parts": [] }] }),
            "* GenerateContentRequest.contents[1].parts: contents.parts must not be empty.\n".into(),
        ),
        (
            json!({ "contents": [{ "role": "user", "parts": [{}] }] }),
            "* GenerateContentRequest.contents[0].parts[0].data: required oneof field 'data' must have one initialized field\n".into(),
        ),
        (json!({ "contents": [{ "role": "system", "parts": [{ "text": "Hi" }] }] }), "Please use a valid role: user, model.".into()),
        (json!({ "contents": hi(), "stream": true }), unknown("stream", "")),
        (json!({ "contents": hi(), "generationConfig": { "audioTimestamp": true } }), unknown("audioTimestamp", " at 'generation_config'")),
        (
            json!({ "contents": hi(), "tools": [{ "functionDeclarations": [{ "name": "f", "parameters": { "const": 1 } }] }] }),
            unknown("const", " at 'tools[0].function_declarations[0].parameters'"),
        ),
        (
            json!({ "contents": hi(), "generationConfig": { "thinkingConfig": { "thinkingBudget": 1, "thinkingLevel": "LOW" } } }),
            "You can only set only one of thinking budget and thinking level.".into(),
        ),
    ];
    for (body, message) in bad {
        check(body, 400, &message).await;
    }
}

#[tokio::test]
async fn an_unknown_field_is_named_in_the_details() {
    let simulator = hurried().await;
    let body = json!({ "contents": [{ "parts": [{ "txt": "Hi" }] }] });
    let error = post(&simulator, PATH, &body).await.json();
    let violation = &error["error"]["details"][0]["fieldViolations"][0];
    assert_eq!(violation["field"], "contents[0].parts[0]");
    assert_eq!(error["error"]["status"], "INVALID_ARGUMENT");
}

async fn check_key(path: &str, headers: &[(&str, &str)], status: u16) {
    let options = Options {
        speed: 0.0,
        key: Some("right".into()),
        ..Options::default()
    };
    let simulator = Simulator::start_with(options).await.unwrap();
    let reply = send(&simulator, "POST", path, headers, &prompt("Hi").to_string()).await;
    assert_eq!(reply.status, status, "{path} {headers:?}");
}

#[tokio::test]
async fn a_key_is_checked_where_one_is_required() {
    let in_query = "/v1/models/m:generateContent?key=right";
    check_key(PATH, &[("x-goog-api-key", "right")], 200).await;
    check_key(in_query, &[], 200).await;
    check_key(PATH, &[], 403).await;
    check_key(PATH, &[("x-goog-api-key", "wrong")], 400).await;
    check_key(in_query, &[("x-goog-api-key", "right")], 400).await;
    check_key(
        PATH,
        &[("x-goog-api-key", "right"), ("authorization", "Bearer t")],
        400,
    )
    .await;
}

#[tokio::test]
async fn other_methods_are_answered_too() {
    let simulator = hurried().await;
    let get = async |path| send(&simulator, "GET", path, &[], "").await;
    assert!(
        get("/v1beta/models").await.json()["models"]
            .as_array()
            .unwrap()
            .len()
            > 100
    );
    assert_eq!(
        get("/v1/models/gemini-3.8-flash").await.json()["name"],
        "models/gemini-3.8-flash"
    );
    assert_eq!(get("/v1/models/scenario-nonsense").await.status, 404);
    let count = post(&simulator, "/v1/models/m:countTokens", &prompt("Hi"))
        .await
        .json();
    assert!(count["totalTokens"].as_u64().unwrap() > 0);
    assert_eq!(
        post(&simulator, "/v1/models/m:predict", &prompt("Hi"))
            .await
            .status,
        404
    );
    let unknown = post(
        &simulator,
        "/v1/models/scenario-nonsense:generateContent",
        &prompt("Hi"),
    )
    .await;
    assert_eq!(unknown.status, 404);
}

async fn check_preflight(model: &str, asked: &str, allowed: bool) {
    let simulator = hurried().await;
    let path = format!("/v1beta/models/{model}:streamGenerateContent?alt=sse");
    let headers = [
        ("origin", "https://shop.example"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", asked),
    ];
    let reply = send(&simulator, "OPTIONS", &path, &headers, "").await;
    assert_eq!(
        reply.status,
        if allowed { 200 } else { 403 },
        "{model} {asked}"
    );
    let origin = allowed.then_some("https://shop.example");
    assert_eq!(
        reply.header("access-control-allow-origin"),
        origin,
        "{model} {asked}"
    );
    assert_eq!(
        reply.header("access-control-allow-headers"),
        allowed.then_some(asked)
    );
}

#[tokio::test]
async fn a_preflight_goes_as_with_gemini() {
    check_preflight("m", "content-type,x-goog-api-key", true).await;
    check_preflight("m", "Content-Type, X-Simulator-Scenario", true).await;
    check_preflight("m", "api-revision,content-type", false).await;
    check_preflight("scenario-missing-cors", "content-type", true).await;
    check_preflight("scenario-denied-cors", "content-type", false).await;
}

#[tokio::test]
async fn an_answer_may_be_read_by_the_page_that_asked() {
    let simulator = hurried().await;
    let origin = ("origin", "https://shop.example");
    for (scenario, allowed) in [("overloaded", true), ("missing-cors", false)] {
        let headers = [origin, ("x-simulator-scenario", scenario)];
        let reply = send(
            &simulator,
            "POST",
            PATH,
            &headers,
            &prompt("Hi").to_string(),
        )
        .await;
        assert_eq!(
            reply.header("access-control-allow-origin"),
            allowed.then_some(origin.1)
        );
    }
}

#[tokio::test]
async fn requests_are_remembered() {
    let simulator = hurried().await;
    let headers = [
        ("X-Goog-Api-Key", "k"),
        ("x-simulator-scenario", "quota-short"),
    ];
    send(
        &simulator,
        "POST",
        PATH,
        &headers,
        &prompt("Hi").to_string(),
    )
    .await;
    let request = &simulator.requests()[0];
    assert_eq!(
        (request.method.as_str(), request.query.as_str()),
        ("POST", "alt=sse")
    );
    assert_eq!(
        request.path,
        "/v1beta/models/gemini-3.8-flash:streamGenerateContent"
    );
    assert_eq!(request.header("x-goog-api-key"), Some("k"));
    assert_eq!(request.body, prompt("Hi"));
    assert_eq!(request.scenario.as_deref(), Some("quota-short"));
    assert_eq!(request.ending, Ending::Completed);
}

#[tokio::test]
async fn files_are_served_beside_the_api() {
    let folder = std::env::temp_dir().join(format!("simulator-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("page.wasm"), b"\0asm").unwrap();
    std::fs::write(folder.join("index.html"), "<p>Hi</p>").unwrap();
    let options = Options {
        serve: Some(folder.clone()),
        ..Options::default()
    };
    let simulator = Simulator::start_with(options).await.unwrap();
    for (path, media_type) in [("/", "text/html"), ("/page.wasm", "application/wasm")] {
        let reply = send(&simulator, "GET", path, &[], "").await;
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (200, Some(media_type)),
            "{path}"
        );
    }
    std::fs::remove_dir_all(folder).unwrap();
}
