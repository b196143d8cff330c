//! The public interface of `<rill-chat>` as one table.
//!
//! `cargo xtask generate` derives from it how attributes are read, the types for TypeScript, React,
//! Vue and Svelte, the data for editors, the controls of the demo, and the reference in the
//! READMEs. So this file is plain data and needs nothing but std.

// Named by path because xtask includes this file from another folder.
#[path = "schema/api.rs"]
mod api;
#[path = "schema/styling.rs"]
mod styling;

pub use api::{EVENTS, METHODS, PROPERTIES, SHARED_TYPES, TYPES};
pub use styling::{CUSTOM_PROPERTIES, PARTS, SLOTS};

/// The tag name of the element.
pub const TAG: &str = "rill-chat";

/// The name of its class.
pub const CLASS: &str = "RillChat";

/// What the element is, for editors and manifests.
pub const SUMMARY: &str = "A chat that streams Gemini's answers into the page while the model is still writing. By default it is inline, as wide as its container and `max(36rem, 576px)` high unless the page sets another size; with `mode=\"popup\"` it opens above the page.";

/// An attribute and its property.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// Its name in markup.
    pub name: &'static str,
    /// The values that it accepts.
    pub kind: Kind,
    /// Its default, written as in markup; empty if it has none.
    pub default: &'static str,
    /// What it does, for the author of a page.
    pub doc: &'static str,
}

impl Attribute {
    /// Returns the name of the property: `chatTitle` for `chat-title`.
    pub fn property(&self) -> String {
        let mut property = String::new();
        for word in self.name.split('-') {
            let rest = match word.chars().next() {
                Some(first) if !property.is_empty() => {
                    property.push(first.to_ascii_uppercase());
                    &word[first.len_utf8()..]
                }
                _ => word,
            };
            property.push_str(rest);
        }
        property
    }

    /// Whether every HTML element has the property already, as a reflection of the attribute.
    pub fn is_native(&self) -> bool {
        matches!(self.name, "autofocus" | "dir" | "lang")
    }

    /// Whether setting the property changes the attribute. Objects are not reflected, as nowhere in
    /// the DOM; nor is a key, which does not belong in markup.
    pub fn reflects(&self) -> bool {
        !matches!(self.kind, Kind::Json { .. } | Kind::Secret)
    }
}

/// The values that an attribute accepts. Any other logs a warning, and the default applies.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Any text.
    Text,
    /// A text that is not reflected, and logs a warning if it is set in markup.
    Secret,
    /// A URL, absolute or relative to the page, with the scheme http, https, that of the page, or
    /// one of these.
    Url(&'static [&'static str]),
    /// True if present, whatever its value.
    Boolean,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A number within limits.
    Number {
        /// The minimum.
        min: u32,
        /// The maximum.
        max: u32,
        /// Whether it must be an integer.
        whole: bool,
    },
    /// Words separated by spaces; the property is an array.
    Tokens,
    /// JSON; the property is the value itself.
    Json {
        /// The type in TypeScript.
        ts: &'static str,
        /// The allowed values, in the words of the warning.
        allowed: &'static str,
        /// What is checked before the value reaches Rust.
        shape: Shape,
    },
}

/// The outer shape of a JSON value.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Any object.
    Object,
    /// An array of objects that have these string fields.
    List {
        /// The fields.
        fields: &'static [&'static str],
        /// Whether an item may also be a string.
        or_text: bool,
    },
}

/// A property without an attribute.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// Its type in TypeScript.
    pub ts: &'static str,
    /// The `typeof` results that a value may have; empty if the element checks values itself.
    pub types: &'static [&'static str],
    /// Whether it is read-only.
    pub readonly: bool,
    /// What it is for.
    pub doc: &'static str,
}

/// A method.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// Its name.
    pub name: &'static str,
    /// The names and types of its parameters; one whose name ends in `?` is optional.
    pub params: &'static [(&'static str, &'static str)],
    /// Its return type.
    pub returns: &'static str,
    /// What it does.
    pub doc: &'static str,
}

/// An event. All of them bubble and are composed: they cross shadow roots.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Its name.
    pub name: &'static str,
    /// The type of its `detail`; `null` if it has none.
    pub detail: &'static str,
    /// Whether `preventDefault()` prevents what it announces.
    pub cancelable: bool,
    /// When it is fired.
    pub doc: &'static str,
}

/// A slot, which a page may fill, or a part, which it may style.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
}

/// A CSS custom property.
#[derive(Clone, Copy, Debug)]
pub struct CustomProperty {
    /// Its name, dashes included.
    pub name: &'static str,
    /// Its syntax in CSS notation, such as `<color>`.
    pub syntax: &'static str,
    /// Its default, which a test compares with the style sheets.
    pub default: &'static str,
    /// What it is for.
    pub doc: &'static str,
}

const fn seconds(min: u32) -> Kind {
    Kind::Number {
        min,
        // A day: browser timers overflow after 24 of them.
        max: 86_400,
        whole: false,
    }
}

const fn count(min: u32) -> Kind {
    Kind::Number {
        min,
        max: 100,
        whole: true,
    }
}

/// Every observed attribute.
pub const ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: "endpoint",
        kind: Kind::Url(&[]),
        default: "",
        doc: "URL of your relay: a server that adds the API key and forwards requests to Gemini. `/v1beta` is appended unless the URL ends in a version. Defaults to the page's own origin.",
    },
    Attribute {
        name: "model",
        kind: Kind::Text,
        default: "gemini-flash-latest",
        doc: "Name of the model that answers.",
    },
    Attribute {
        name: "api-version",
        kind: Kind::Text,
        default: "",
        doc: "Version of the Gemini API, such as `v1`. Overrides the one at the end of `endpoint`.",
    },
    Attribute {
        name: "api-key",
        kind: Kind::Secret,
        default: "",
        doc: "API key that the user has typed in. Never put one of your own into a page, where everybody can read it and Google finds and blocks it: use `endpoint`. The attribute logs a warning; the property does not, and is not reflected.",
    },
    Attribute {
        name: "system-instruction",
        kind: Kind::Text,
        default: "",
        doc: "Instructions for the model. Sent with each request, so users can read and change them.",
    },
    Attribute {
        name: "generation-config",
        kind: Kind::Json {
            ts: "GenerationConfig",
            allowed: "a JSON object",
            shape: Shape::Object,
        },
        default: "",
        doc: "Gemini's `generationConfig` as JSON, such as `{\"maxOutputTokens\": 2048}`. Its `thinkingConfig` overrides `thinking`.",
    },
    Attribute {
        name: "safety-settings",
        kind: Kind::Json {
            ts: "readonly SafetySetting[]",
            allowed: "a JSON array of objects with a category and a threshold",
            shape: Shape::List {
                fields: &["category", "threshold"],
                or_text: false,
            },
        },
        default: "",
        doc: "Gemini's `safetySettings` as JSON: the threshold at which each category of harm is blocked. Defaults to the model's own settings.",
    },
    Attribute {
        name: "tools",
        kind: Kind::Json {
            ts: "readonly object[]",
            allowed: "a JSON array of objects",
            shape: Shape::List {
                fields: &[],
                or_text: false,
            },
        },
        default: "",
        doc: "Gemini's `tools` as JSON, such as `[{\"googleSearch\": {}}]`. Only tools that Google runs work: nothing in the page answers a function call.",
    },
    Attribute {
        name: "thinking",
        kind: Kind::Choice(&["auto", "off", "show"]),
        default: "auto",
        doc: "Whether the model thinks before it answers: as it sees fit (`auto`), as little as possible (`off`), or with its thoughts shown (`show`).",
    },
    Attribute {
        name: "keep",
        kind: Kind::Text,
        default: "",
        doc: "Name under which the browser stores the conversation between visits: unencrypted, until the user, `clear()` or the browser deletes it. Elements and tabs with the same name share it. Without it, nothing is stored. Changing the name, as when another user signs in, hides the current conversation and shows the one stored under the new name.",
    },
    Attribute {
        name: "mode",
        kind: Kind::Choice(&["inline", "popup", "fullscreen"]),
        default: "inline",
        doc: "Where the chat appears: in its place in the page (`inline`), in a panel above the page, opened by a button in the corner (`popup`), or over the whole page while it is open (`fullscreen`).",
    },
    Attribute {
        name: "open",
        kind: Kind::Boolean,
        default: "",
        doc: "Whether a `popup` or `fullscreen` chat is open. As on `<dialog>`, `show()`, `close()` and the user set and remove it. An `inline` chat is always open.",
    },
    Attribute {
        name: "disabled",
        kind: Kind::Boolean,
        default: "",
        doc: "Disables the composer: the user can read the conversation, but cannot write or send. `send()` still works.",
    },
    Attribute {
        name: "autofocus",
        kind: Kind::Boolean,
        default: "",
        doc: "Focuses the composer when the page has loaded.",
    },
    Attribute {
        name: "placeholder",
        kind: Kind::Text,
        default: "",
        doc: "Text of the empty composer. Defaults to \"Write a message\" in the language of `lang`.",
    },
    Attribute {
        name: "greeting",
        kind: Kind::Text,
        default: "",
        doc: "Text of an empty conversation. Defaults to \"How can I help you?\" in the language of `lang`.",
    },
    Attribute {
        name: "suggestions",
        kind: Kind::Json {
            ts: "readonly (string | Suggestion)[]",
            allowed: "a JSON array of strings, or of objects with a label and a message",
            shape: Shape::List {
                fields: &["label", "message"],
                or_text: true,
            },
        },
        default: "",
        doc: "Messages to start with, shown as buttons in an empty conversation: a JSON array of strings, or of `{\"label\", \"message\"}` objects if the button says less than what is sent.",
    },
    Attribute {
        name: "chat-title",
        kind: Kind::Text,
        default: "",
        doc: "Heading and accessible name of the chat. (`title` would be a tooltip.)",
    },
    Attribute {
        name: "avatar",
        kind: Kind::Url(&["data", "blob"]),
        default: "",
        doc: "URL of an image beside the model's messages. It is decorative: screen readers ignore it.",
    },
    Attribute {
        name: "lang",
        kind: Kind::Text,
        default: "",
        doc: "Language of the chat's own texts, such as `de` or `pt-BR`. Inherited if absent. An unknown language falls back to English.",
    },
    Attribute {
        name: "dir",
        kind: Kind::Choice(&["auto", "ltr", "rtl"]),
        default: "",
        doc: "Text direction of the chat. Defaults to that of `lang`, or else is inherited. Each message has the direction of its own text.",
    },
    Attribute {
        name: "theme",
        kind: Kind::Choice(&["auto", "light", "dark"]),
        default: "",
        doc: "Colour scheme: light, dark, or that of the user's system (`auto`). Defaults to the page's own `color-scheme`.",
    },
    Attribute {
        name: "image-origins",
        kind: Kind::Tokens,
        default: "",
        doc: "Origins from which an answer may show images, such as `https://images.example`, separated by spaces. Other images become links, since an image URL can leak the conversation.",
    },
    Attribute {
        name: "link-schemes",
        kind: Kind::Tokens,
        default: "",
        doc: "URL schemes allowed in the links of an answer, besides http, https, mailto and tel, separated by spaces.",
    },
    Attribute {
        name: "math",
        kind: Kind::Choice(&["auto", "off"]),
        default: "auto",
        doc: "Whether formulas are rendered, by a module that is loaded for the first one (`auto`), or shown as LaTeX (`off`).",
    },
    Attribute {
        name: "feedback",
        kind: Kind::Boolean,
        default: "",
        doc: "Shows thumbs-up and thumbs-down buttons under each answer. They fire `rill-feedback`.",
    },
    Attribute {
        name: "retry-attempts",
        kind: count(1),
        default: "3",
        doc: "Maximum number of requests, including the first, before any of the answer is shown: 1 to 100. Not counted: one repeat without the parts of the history that the server refused, and follow-up requests of an answer that spans several.",
    },
    Attribute {
        name: "retry-base-delay",
        kind: seconds(0),
        default: "1",
        doc: "Maximum delay before the second request, in seconds. It doubles with each further request; the actual delay is random.",
    },
    Attribute {
        name: "retry-max-delay",
        kind: seconds(0),
        default: "20",
        doc: "Maximum delay between two requests, in seconds. If the server asks for a longer delay, the chat does not wait but shows the error with a \"Try again\" button.",
    },
    Attribute {
        name: "silence-notice",
        kind: seconds(0),
        default: "15",
        doc: "Seconds of silence from the server after which the chat says so; 0 for never. It may take up to twice as long.",
    },
    Attribute {
        name: "silence-limit",
        kind: seconds(0),
        default: "300",
        doc: "Seconds of silence from the server after which an answer counts as cut off; 0 for never. Measured in steps of the shorter of this and `silence-notice`, so that a sleeping device adds at most one step. The answer ends up to one step late: 5 means after 5 to 10 seconds, 30 with a notice of 15 after 30 to 45.",
    },
    Attribute {
        name: "continuations",
        kind: count(0),
        default: "0",
        doc: "How many times an interrupted answer is continued automatically: 0 to 100.",
    },
    Attribute {
        name: "loading",
        kind: Kind::Choice(&["visible", "idle", "open", "eager"]),
        default: "visible",
        doc: "When the chat's WebAssembly is fetched: when the chat is opened or comes near the viewport (`visible`), when the browser is idle (`idle`), not before the chat is opened or used (`open`), or at once (`eager`).",
    },
    Attribute {
        name: "wasm-url",
        kind: Kind::Url(&["data", "blob"]),
        default: "",
        doc: "URL of `chat.wasm`, if it is not next to the script.",
    },
];
