//! Everything that `<rill-chat>` takes, does, tells and shows, as one table.
//!
//! Whatever else names any of it is generated from here with `cargo xtask generate`: how attributes
//! are read, the types for TypeScript, React, Vue and Svelte, what editors offer, the controls of the
//! demo, and the reference in the README. So this file is plain data and needs nothing but std.

// Named by path, since xtask takes this file in from elsewhere.
#[path = "schema/face.rs"]
mod face;
#[path = "schema/looks.rs"]
mod looks;

pub use face::{EVENTS, METHODS, PROPERTIES, SHARED_TYPES, TYPES};
pub use looks::{CUSTOM_PROPERTIES, PARTS, SLOTS};

/// The name of the element.
pub const TAG: &str = "rill-chat";

/// The name of its class.
pub const CLASS: &str = "RillChat";

/// What the element is, for editors and manifests.
pub const SUMMARY: &str = "A chat that streams Gemini's answers into the page while the model is still writing. In its place in the page it is as wide as that place and `max(36rem, 576px)` high, unless the page gives it another size; with `mode=\"popup\"` it opens above the page.";

/// An attribute, and the property that goes with it.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// As it stands in the markup.
    pub name: &'static str,
    /// What it may say.
    pub kind: Kind,
    /// What counts without it, written as the attribute would be; empty where that is nothing.
    pub default: &'static str,
    /// What it does, for the author of a page.
    pub doc: &'static str,
}

impl Attribute {
    /// The name of the property: `chatTitle` for `chat-title`.
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

    /// Whether a value that the property is set to shows in the attribute. Objects do not, as
    /// nowhere in the DOM; nor does a key, which has no business in the markup.
    pub fn reflects(&self) -> bool {
        !matches!(self.kind, Kind::Json { .. } | Kind::Secret)
    }
}

/// What an attribute may say. Anything else is a warning in the console, and the default stands.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Any text.
    Text,
    /// A text that is shown to nobody, and warned of where it stands in the markup.
    Secret,
    /// An address, absolute or relative to the page: http, https, the page's own scheme, or one of
    /// these.
    Url(&'static [&'static str]),
    /// On if it is there, whatever it says.
    Boolean,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A number within limits.
    Number {
        /// The least allowed.
        min: u32,
        /// The greatest allowed.
        max: u32,
        /// Whether it must be whole.
        whole: bool,
    },
    /// Words with spaces between them; a list to the property.
    Tokens,
    /// JSON; the value itself to the property.
    Json {
        /// The type in TypeScript.
        ts: &'static str,
        /// What a warning says is allowed.
        allowed: &'static str,
        /// What is checked before Rust sees it.
        shape: Shape,
    },
}

/// What JSON looks like on the outside.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// An object with anything in it.
    Object,
    /// A list of objects that have these fields, each a text.
    List {
        /// The fields.
        fields: &'static [&'static str],
        /// Whether an item may also be a text of its own.
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
    /// What `typeof` may say of a value it is set to; empty where the element sees to that itself.
    pub types: &'static [&'static str],
    /// Whether it can only be read.
    pub readonly: bool,
    /// What it is for.
    pub doc: &'static str,
}

/// A method.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// Its name.
    pub name: &'static str,
    /// Names and types of what it takes; one whose name ends in `?` may be left out.
    pub params: &'static [(&'static str, &'static str)],
    /// The type of what it returns.
    pub returns: &'static str,
    /// What it does.
    pub doc: &'static str,
}

/// An event. All of them bubble and cross the borders of shadow roots.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Its name.
    pub name: &'static str,
    /// The type of its `detail`; `null` where it has none.
    pub detail: &'static str,
    /// Whether `preventDefault()` keeps what it tells of from happening.
    pub cancelable: bool,
    /// When it comes.
    pub doc: &'static str,
}

/// A slot or a part: a place in the element that a page may fill, or style.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
}

/// A custom property of CSS.
#[derive(Clone, Copy, Debug)]
pub struct CustomProperty {
    /// Its name, dashes included.
    pub name: &'static str,
    /// What it may be, as CSS writes it: `<color>`.
    pub syntax: &'static str,
    /// What it is in `style/widget.css`.
    pub default: &'static str,
    /// What it is for.
    pub doc: &'static str,
}

const fn seconds(min: u32) -> Kind {
    Kind::Number {
        min,
        // A day: timers of browsers do not reach beyond 24 of them.
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

/// Every attribute that is observed.
pub const ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: "endpoint",
        kind: Kind::Url(&[]),
        default: "",
        doc: "Address of your relay: a server that adds the key and passes requests on to Gemini. An address that does not end in a version gets `/v1beta`. Without it, the page's own server is asked under `/v1beta`.",
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
        doc: "Version of Gemini's API, such as `v1`, in place of the one that `endpoint` ends in.",
    },
    Attribute {
        name: "api-key",
        kind: Kind::Secret,
        default: "",
        doc: "A key that the person in front of the page typed. In a page of yours everybody can read it, and Google finds and blocks it, so the console warns of it: use `endpoint`. The property does not warn, and does not show in the markup.",
    },
    Attribute {
        name: "system-instruction",
        kind: Kind::Text,
        default: "",
        doc: "How the model should behave. It goes along with each request.",
    },
    Attribute {
        name: "generation-config",
        kind: Kind::Json {
            ts: "GenerationConfig",
            allowed: "a JSON object",
            shape: Shape::Object,
        },
        default: "",
        doc: "Gemini's `generationConfig` as JSON, such as `{\"maxOutputTokens\": 2048}`. Its `thinkingConfig` wins over `thinking`.",
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
        doc: "Gemini's `safetySettings` as JSON: how much harm of which category is held back. Without it, the model's own settings count.",
    },
    Attribute {
        name: "thinking",
        kind: Kind::Choice(&["auto", "off", "show"]),
        default: "auto",
        doc: "Whether the model thinks before it answers: as it likes (`auto`), as little as it can (`off`), or so that its thoughts are shown (`show`).",
    },
    Attribute {
        name: "keep",
        kind: Kind::Text,
        default: "",
        doc: "Name under which this browser keeps the conversation from one visit to the next. Elements and tabs with the same name share it. Without it nothing is stored. Another name, as when somebody else signs in, goes on with what is kept there and no longer shows what was said before.",
    },
    Attribute {
        name: "mode",
        kind: Kind::Choice(&["inline", "popup", "fullscreen"]),
        default: "inline",
        doc: "Where the chat is: in its place in the page (`inline`), in a panel above the page that a button in the corner opens (`popup`), or over the whole page while it is open (`fullscreen`).",
    },
    Attribute {
        name: "open",
        kind: Kind::Boolean,
        default: "",
        doc: "Whether a `popup` or `fullscreen` chat is open, as on `<dialog>`: it comes and goes with `show()`, `close()` and the person's own clicks. An `inline` chat is always open.",
    },
    Attribute {
        name: "disabled",
        kind: Kind::Boolean,
        default: "",
        doc: "The person can write and send nothing; what has been said can still be read. `send()` still works.",
    },
    Attribute {
        name: "autofocus",
        kind: Kind::Boolean,
        default: "",
        doc: "The composer has the focus when the page has loaded.",
    },
    Attribute {
        name: "placeholder",
        kind: Kind::Text,
        default: "",
        doc: "What an empty composer says. Without it, that is \"Write a message\" in the language of `lang`.",
    },
    Attribute {
        name: "greeting",
        kind: Kind::Text,
        default: "",
        doc: "What an empty conversation says. Without it, that is \"How can I help you?\" in the language of `lang`.",
    },
    Attribute {
        name: "suggestions",
        kind: Kind::Json {
            ts: "readonly (string | Suggestion)[]",
            allowed: "a JSON array of texts, or of objects with a label and a message",
            shape: Shape::List {
                fields: &["label", "message"],
                or_text: true,
            },
        },
        default: "",
        doc: "Messages to begin with, as buttons in an empty conversation: a JSON array of texts, or of `{\"label\", \"message\"}` where the button says less than what is sent.",
    },
    Attribute {
        name: "chat-title",
        kind: Kind::Text,
        default: "",
        doc: "Heading of the chat, and its name for screen readers. (`title` would be a tooltip.)",
    },
    Attribute {
        name: "avatar",
        kind: Kind::Url(&["data", "blob"]),
        default: "",
        doc: "Address of a picture beside the model's messages. It is decoration: screen readers pass over it.",
    },
    Attribute {
        name: "lang",
        kind: Kind::Text,
        default: "",
        doc: "Language of the chat's own words, such as `de` or `pt-BR`. Without it, that of the element around it; one that is not known is English.",
    },
    Attribute {
        name: "dir",
        kind: Kind::Choice(&["auto", "ltr", "rtl"]),
        default: "",
        doc: "Direction of the chat. Without it, that of the element around it; each message has the direction of its own text.",
    },
    Attribute {
        name: "theme",
        kind: Kind::Choice(&["auto", "light", "dark"]),
        default: "",
        doc: "Light or dark, or as the person's system has it (`auto`). Without it the chat follows the page's own `color-scheme`.",
    },
    Attribute {
        name: "image-origins",
        kind: Kind::Tokens,
        default: "",
        doc: "Origins from which an answer may show images, such as `https://images.example`, with spaces between them. Images from elsewhere are links, since an address can carry away what was said.",
    },
    Attribute {
        name: "link-schemes",
        kind: Kind::Tokens,
        default: "",
        doc: "Schemes that a link in an answer may have beside http, https, mailto and tel, with spaces between them.",
    },
    Attribute {
        name: "math",
        kind: Kind::Choice(&["auto", "off"]),
        default: "auto",
        doc: "Whether formulas are drawn, for which a module is loaded at the first one (`auto`), or shown as their LaTeX (`off`).",
    },
    Attribute {
        name: "feedback",
        kind: Kind::Boolean,
        default: "",
        doc: "Thumbs up and down under each answer. What the person says comes as `rill-feedback`.",
    },
    Attribute {
        name: "retry-attempts",
        kind: count(1),
        default: "3",
        doc: "How many requests may go out for an answer as long as nothing of it was shown, the first one included: 1 to 100. A history that the server refuses goes out once more without what it refused, and an answer that comes over several requests takes all of them: those are not counted.",
    },
    Attribute {
        name: "retry-base-delay",
        kind: seconds(0),
        default: "1",
        doc: "Longest wait before the second request, in seconds. Each further one may take twice as long.",
    },
    Attribute {
        name: "retry-max-delay",
        kind: seconds(0),
        default: "20",
        doc: "No wait between two requests is longer than this, in seconds. Where the server asks for a longer one, the person decides.",
    },
    Attribute {
        name: "silence-notice",
        kind: seconds(0),
        default: "15",
        doc: "After how many seconds without a word from the server that is said, at most twice as many; 0 for never.",
    },
    Attribute {
        name: "silence-limit",
        kind: seconds(0),
        default: "300",
        doc: "After how many seconds without a word from the server an answer counts as cut off; 0 for never. They are counted in steps as long as this or `silence-notice`, whichever is shorter, so that the sleep of a machine is one step: 5 is 5 to 10 seconds, 30 beside 15 is 30 to 45.",
    },
    Attribute {
        name: "continuations",
        kind: count(0),
        default: "0",
        doc: "How many times an answer that broke off is continued without asking: 0 to 100.",
    },
    Attribute {
        name: "loading",
        kind: Kind::Choice(&["visible", "idle", "open", "eager"]),
        default: "visible",
        doc: "When the chat's WebAssembly is fetched: when it is opened or comes near the visible part of the page (`visible`), when the browser has nothing else to do (`idle`), not before it is opened or used (`open`), or at once (`eager`).",
    },
    Attribute {
        name: "wasm-url",
        kind: Kind::Url(&["data", "blob"]),
        default: "",
        doc: "Address of `chat.wasm`, where it does not lie beside the script.",
    },
];
