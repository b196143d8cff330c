//! What comes with an answer besides its parts.

use rill_chat::chat::{Citation, Metadata};

use super::check;

#[track_caller]
fn metadata(name: &str, text: &str, ending: &str) -> Metadata {
    check(name, text, ending).answer.metadata().clone()
}

#[test]
fn citations_under_both_names() {
    let tale = "Once upon a time.";
    let source = with! {
        start_index: 5,
        end_index: 17,
        uri: Some("https://example.org/a".to_owned()),
        title: None,
        license: Some("mit".to_owned()),
        ..Citation::default()
    };
    let title = with! {
        end_index: 4,
        title: Some("Tales".to_owned()),
        ..Citation::default()
    };
    let untitled = with! {
        end_index: 4,
        ..Citation::default()
    };
    // The second chunk repeats the first source.
    let gemini = metadata("citations_of_gemini", tale, "finished STOP");
    assert_eq!(gemini.citations, [source.clone(), title]);
    let vertex = metadata("citations_of_vertex", tale, "finished STOP");
    assert_eq!(vertex.citations, [source, untitled.clone()]);
    // A field of a wrong type affects neither the text nor the other citations.
    let strange = metadata("citations_strange", tale, "finished STOP");
    assert_eq!(strange.citations, [Citation::default(), untitled]);
}

#[test]
fn grounding_of_every_kind() {
    let grounding = metadata("grounding", "Once upon a time.", "finished STOP").grounding;
    let grounding = grounding.expect("a late empty one does not take it back");
    assert_eq!(grounding.web_search_queries, ["knight"]);
    let sources = grounding.sources.iter();
    let sources: Vec<_> = sources
        .map(|s| (s.uri.as_deref(), s.title.as_deref()))
        .collect();
    // One per grounding chunk, so that the indices of the supports still fit.
    let expected = [
        (Some("https://example.org/k"), Some("Knights")),
        (Some("https://example.org/i"), None),
        (Some("https://maps.example"), Some("Castle")),
        (None, Some("Notes")),
        (None, None),
    ];
    assert_eq!(sources, expected);
    let raw = grounding.raw.expect("it stays whole");
    assert!(raw.get().contains("groundingSupports"), "{}", raw.get());
}

#[test]
fn url_context_is_the_last_one() {
    let context = metadata("url_context", "Once upon.", "finished STOP").url_context;
    assert_eq!(
        context.unwrap().get(),
        r#"{"urlMetadata": [{"urlRetrievalStatus": "URL_RETRIEVAL_STATUS_ERROR"}]}"#,
    );
}

#[test]
fn usage_is_the_last_count_of_each_kind() {
    let usage = metadata("usage_running_totals", "Once upon a time.", "finished STOP").usage;
    assert_eq!(usage.prompt_token_count, Some(13), "it may fall");
    assert_eq!(usage.candidates_token_count, Some(147), "it may jump");
    assert_eq!(
        usage.thoughts_token_count,
        Some(40),
        "it may be left out later"
    );
    assert_eq!(usage.cached_content_token_count, Some(2));
    assert_eq!(usage.tool_use_prompt_token_count, Some(3));
    assert_eq!(usage.total_token_count, Some(99));
}

#[test]
fn usage_in_strange_types() {
    let usage = metadata("usage_as_strings", "Once upon a time.", "finished STOP").usage;
    assert_eq!(usage.prompt_token_count, Some(12));
    let beyond_doubles = 9_007_199_254_740_993;
    assert_eq!(usage.candidates_token_count, Some(beyond_doubles));
    assert_eq!(usage.total_token_count, Some(0));
    assert_eq!(usage.thoughts_token_count, Some(0));
    assert_eq!(usage.cached_content_token_count, Some(0));
}

#[test]
fn ratings() {
    let unknown = metadata("unknown_enums", "Once upon a time.", "finished FAKE_ENUM");
    assert_eq!(unknown.safety_ratings[0].category, "FAKE_CATEGORY");
    assert_eq!(unknown.safety_ratings[0].probability, "FAKE_PROBABILITY");
    assert_eq!(unknown.safety_ratings[1].probability, "LOW");
    // Ratings without a category are ignored.
    let without = metadata("ratings_without_category", "", "finished STOP");
    assert_eq!(without.safety_ratings.len(), 1);
}

#[test]
fn names_of_model_and_answer() {
    let names = metadata("crlf", "Once upon a time, a knight.", "finished STOP");
    assert_eq!(names.model_version.as_deref(), Some("gemini-flash-latest"));
    assert_eq!(names.response_id.as_deref(), Some("r1"));
}
