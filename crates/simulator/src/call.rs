//! A call to a model, as its URL describes it.

use axum::extract::Query;
use axum::http::{HeaderMap, Uri};
use rill_chat::storyteller::Framing;

/// The header that names a scenario, for clients that cannot choose the name of the model.
pub(crate) const SCENARIO_HEADER: &str = "x-simulator-scenario";

/// The prefix of a model name that names a scenario.
pub(crate) const SCENARIO_MODEL: &str = "scenario-";

/// A call to a model, read from its URL.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) version: String,
    /// The name of the model, without `models/`.
    pub(crate) model: String,
    pub(crate) method: Method,
    pub(crate) framing: Framing,
    /// Whether the query has `enum-encoding=int`, as the old Python client sends it.
    pub(crate) integer_enums: bool,
    /// The API key in the query.
    pub(crate) key: Option<String>,
}

/// What to do with the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// Describe it.
    Get,
    Generate,
    CountTokens,
    Unknown(String),
}

impl Call {
    /// Reads a call from a URL: `/{version}/models/{model}:{method}?alt=…`.
    pub(crate) fn new(uri: &Uri) -> Self {
        let mut segments = uri.path().splitn(4, '/').skip(1);
        let version = segments.next().unwrap_or_default().to_owned();
        let target = segments.nth(1).unwrap_or_default().replace("%3A", ":");
        let (model, method) = target.rsplit_once(':').unwrap_or((&target, ""));
        let query: Vec<(String, String)> = Query::try_from_uri(uri)
            .map(|Query(query)| query)
            .unwrap_or_default();
        let value = |names: &[&str]| {
            query
                .iter()
                .find(|(name, _)| names.contains(&name.as_str()))
                .map(|(_, value)| value)
        };
        // `$alt=json;enum-encoding=int` is itself a list.
        let alt = value(&["alt", "$alt"]).map_or("json", String::as_str);
        let framing = match method {
            "streamGenerateContent" if alt.starts_with("sse") => Framing::Events,
            "streamGenerateContent" => Framing::Array,
            _ => Framing::Unary,
        };
        let method = match method {
            "" => Method::Get,
            "streamGenerateContent" | "generateContent" => Method::Generate,
            "countTokens" => Method::CountTokens,
            other => Method::Unknown(other.into()),
        };
        Self {
            version,
            model: model.into(),
            method,
            framing,
            integer_enums: alt.contains("enum-encoding=int"),
            key: value(&["key"]).cloned(),
        }
    }

    /// Returns the scenario that the header or the model name asks for.
    pub(crate) fn scenario<'a>(&'a self, headers: &'a HeaderMap) -> Option<&'a str> {
        let header = headers
            .get(SCENARIO_HEADER)
            .and_then(|value| value.to_str().ok());
        header.or_else(|| self.model.strip_prefix(SCENARIO_MODEL))
    }

    /// Returns whether the URL itself names a scenario.
    pub(crate) fn names_scenario(&self) -> bool {
        self.model.starts_with(SCENARIO_MODEL)
    }
}
