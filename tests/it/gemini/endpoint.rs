//! URLs of requests: whatever a name contains, the URL keeps its host and its path prefix.

use rill_chat::gemini::{ApiKey, Config, DEFAULT_MODEL, Endpoint, Request};

#[track_caller]
fn check(base: &str, model: &str, url: &str) {
    assert_eq!(Endpoint::new(base).url(model), url);
}

/// Checks the path that a model's name becomes, with one base.
#[track_caller]
fn check_model(model: &str, path: &str) {
    let url = format!("https://relay.example/v1beta/{path}:streamGenerateContent?alt=sse");
    check("https://relay.example", model, &url);
}

#[test]
fn forms_of_a_model() {
    check_model("gemini-flash-latest", "models/gemini-flash-latest");
    check_model("models/gemini-flash-latest", "models/gemini-flash-latest");
    check_model("/models/gemini-flash-latest/", "models/gemini-flash-latest");
    check_model(" gemini-flash-latest ", "models/gemini-flash-latest");
    check_model("models//gemini-flash-latest", "models/gemini-flash-latest");
    check_model("tunedModels/my-tale-7", "tunedModels/my-tale-7");
    check_model("gemini-3.1-pro-preview", "models/gemini-3.1-pro-preview");
    check_model("gemma~4_it", "models/gemma~4_it");
}

#[test]
fn another_version() {
    let check = |base: &str, version: &str, url: &str| {
        let endpoint = Endpoint::new(base).api_version(version);
        let url = format!("{url}/models/m:streamGenerateContent");
        assert!(endpoint.url("m").starts_with(&url), "{}", endpoint.url("m"));
    };
    let relay = "https://relay.example";
    check(relay, "v1", "https://relay.example/v1");
    check(
        "https://relay.example/v1beta/",
        "/v1/",
        "https://relay.example/v1",
    );
    check("/gemini?x=1", " v1alpha ", "/gemini/v1alpha");
    check("", "v1", "/v1");
}

#[test]
fn names_that_try_to_leave() {
    check_model("../../evil", "models/evil");
    check_model("models/../../evil", "models/evil");
    check_model("models/./..//evil", "models/evil");
    check_model("..", "models/");
    check_model("a/..", "models/a");
    // Browsers treat a backslash as a slash and `%2e` as a dot.
    check_model(r"..\..\evil", r"models/..%5C..%5Cevil");
    check_model("%2e%2e/evil", "%252e%252e/evil");
    check_model("x?key=1", "models/x%3Fkey%3D1");
    check_model("x#y", "models/x%23y");
    check_model("x:unary", "models/x%3Aunary");
    check_model("x@evil.example", "models/x%40evil.example");
    check_model("//evil.example/x", "evil.example/x");
    check_model("x\r\nhost: evil", "models/x%0D%0Ahost%3A%20evil");
    check_model("märchen", "models/m%C3%A4rchen");
}

#[test]
fn an_address_with_a_query() {
    check(
        "https://relay.example/gemini/?tenant=1",
        "m",
        "https://relay.example/gemini/v1beta/models/m:streamGenerateContent?tenant=1&alt=sse",
    );
    check(
        "/v1?a=b&c",
        "m",
        "/v1/models/m:streamGenerateContent?a=b&c&alt=sse",
    );
}

#[test]
fn forms_of_an_address() {
    let to = |base: &str| format!("{base}/models/m:streamGenerateContent?alt=sse");
    check(
        "https://relay.example",
        "m",
        &to("https://relay.example/v1beta"),
    );
    check(
        "https://relay.example/",
        "m",
        &to("https://relay.example/v1beta"),
    );
    check(
        "https://relay.example/v1",
        "m",
        &to("https://relay.example/v1"),
    );
    check(
        "https://relay.example/v1beta/",
        "m",
        &to("https://relay.example/v1beta"),
    );
    check(
        "https://relay.example/v1alpha2",
        "m",
        &to("https://relay.example/v1alpha2"),
    );
    check(
        "https://relay.example/chat",
        "m",
        &to("https://relay.example/chat/v1beta"),
    );
    check(
        "https://relay.example/vault",
        "m",
        &to("https://relay.example/vault/v1beta"),
    );
    check("/gemini", "m", &to("/gemini/v1beta"));
    check(
        " http://localhost:8090 ",
        "m",
        &to("http://localhost:8090/v1beta"),
    );
    check("", "m", &to("/v1beta"));
}

#[test]
fn keys_travel_in_a_header_and_show_nowhere() {
    let endpoint = Endpoint::google(" AQ.secret\n").header("x-own", "secret token");
    let request = Request::new(&endpoint, &Config::default(), &[]);
    let headers: Vec<_> = request.headers.iter().map(|(n, v)| (&**n, &**v)).collect();
    let expected = [
        ("content-type", "application/json"),
        ("x-goog-api-key", "AQ.secret"),
        ("x-own", "secret token"),
    ];
    assert_eq!(headers, expected);
    assert!(!request.url.contains("secret"), "{}", request.url);
    assert_eq!(format!("{:?}", ApiKey::new("AQ.secret")), "ApiKey(…)");
    assert!(!format!("{endpoint:?}").contains("secret"));
    assert!(!format!("{request:?}").contains("secret"));
    assert!(request.url.contains(DEFAULT_MODEL), "{}", request.url);
}

#[test]
fn without_a_key_there_is_no_header_for_one() {
    let request = Request::new(&Endpoint::new("/relay"), &Config::default(), &[]);
    assert_eq!(request.headers.len(), 1, "{:?}", request.headers);
}
