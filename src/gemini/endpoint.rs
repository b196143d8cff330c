//! The address, key and headers that requests use.

use std::fmt;

/// Google's own address.
pub const GOOGLE: &str = "https://generativelanguage.googleapis.com";

/// The API version for an address that names none.
const DEFAULT_VERSION: &str = "/v1beta";

/// The address of the Gemini API or of a relay that speaks it, with a key and headers to send.
///
/// Prefer a relay, which keeps the key on a server. Google scans pages for keys and blocks those it
/// finds, so set a key here only if the user typed it.
///
/// ```
/// use rill_chat::gemini::Endpoint;
///
/// let relay = Endpoint::new("https://relay.example/v1beta").header("authorization", "Bearer …");
/// assert_eq!(
///     relay.url("gemini-flash-latest"),
///     "https://relay.example/v1beta/models/gemini-flash-latest:streamGenerateContent?alt=sse",
/// );
/// ```
///
/// Its `Debug` output shows neither the key nor the values of headers.
#[derive(Clone)]
pub struct Endpoint {
    base: String,
    /// The API version; empty if the address itself ends with one.
    version: String,
    /// The query string of the address, for relays that take parameters there.
    query: String,
    key: Option<ApiKey>,
    headers: Vec<(String, String)>,
}

impl Endpoint {
    /// Creates the endpoint of a relay or a mock, absolute or relative to the page. A version at
    /// the end of the address (`/v1beta`) is kept; an address without one gets `/v1beta`.
    pub fn new(base: impl Into<String>) -> Self {
        let base: String = base.into();
        let (base, query) = base.trim().split_once('?').unwrap_or((base.trim(), ""));
        let query = query.to_owned();
        let base = base.trim_end_matches('/').to_owned();
        let is_versioned = base.rsplit('/').next().is_some_and(is_version);
        let version = if is_versioned { "" } else { DEFAULT_VERSION };
        Self {
            base,
            version: version.to_owned(),
            query,
            key: None,
            headers: Vec::new(),
        }
    }

    /// Creates the endpoint of Google's own address, with a key that the user typed.
    pub fn google(key: impl Into<ApiKey>) -> Self {
        Self::new(GOOGLE).key(key)
    }

    /// Sets an API version other than `v1beta`, such as `v1`, also in place of one that the address
    /// ends with. Anything that is not a version is ignored.
    #[must_use]
    pub fn api_version(mut self, version: &str) -> Self {
        let version = version.trim().trim_matches('/');
        if is_version(version) {
            if self.version.is_empty() {
                let folder = self.base.rfind('/').unwrap_or_default();
                self.base.truncate(folder);
            }
            self.version = format!("/{version}");
        }
        self
    }

    /// Sends a key in the header `x-goog-api-key`, never in the URL: URLs end up in logs.
    #[must_use]
    pub fn key(mut self, key: impl Into<ApiKey>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Adds a header for the relay. Google's own address rejects headers that it does not know.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Returns the URL that streams an answer of `model`, given with or without `models/` in front.
    pub fn url(&self, model: &str) -> String {
        // Browsers resolve dot segments, even escaped ones: such a name would leave its directory.
        let names = model.trim().split('/');
        let names: Vec<_> = names
            .filter(|name| !["", ".", ".."].contains(name))
            .collect();
        let folder = if names.len() > 1 { "" } else { "models/" };
        let and = if self.query.is_empty() { "" } else { "&" };
        format!(
            "{}{}/{folder}{}:streamGenerateContent?{}{and}alt=sse",
            self.base,
            self.version,
            EscapedPath(&names.join("/")),
            self.query,
        )
    }

    /// Returns the headers of a request, including the key.
    pub(super) fn headers(&self) -> Vec<(String, String)> {
        let own = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut headers = vec![own("content-type", "application/json")];
        headers.extend(self.key.as_ref().map(|key| own("x-goog-api-key", &key.0)));
        headers.extend(self.headers.iter().cloned());
        headers
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Endpoint")
            .field("base", &self.base)
            .field("key", &self.key)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}

/// An API key that is left out of `Debug` output.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    /// Creates a key from what the user typed, without surrounding whitespace.
    pub fn new(key: &str) -> Self {
        Self(key.trim().to_owned())
    }
}

impl From<&str> for ApiKey {
    fn from(key: &str) -> Self {
        Self::new(key)
    }
}

impl From<String> for ApiKey {
    fn from(key: String) -> Self {
        Self::new(&key)
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

/// Percent-encodes a model's name, so that it cannot affect the rest of the URL.
struct EscapedPath<'a>(&'a str);

impl fmt::Display for EscapedPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                    write!(f, "{}", char::from(byte))?;
                }
                _ => write!(f, "%{byte:02X}")?,
            }
        }
        Ok(())
    }
}

/// Returns whether a path segment is a version such as `v1`, `v1beta` or `v1alpha2`.
fn is_version(segment: &str) -> bool {
    let Some(rest) = segment.strip_prefix('v') else {
        return false;
    };
    rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_alphanumeric())
}
