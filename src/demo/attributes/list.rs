//! The attributes, written by `cargo xtask generate` from src/element/schema.rs.

use super::{Kind, Row, Shape};

attributes! {
    Endpoint = "endpoint", Kind::Url(&["http", "https"]), "",
        "URL of your relay: a server that adds the API key and forwards requests to Gemini. `/v1beta` is appended unless the URL ends in a version. Defaults to the page's own origin.";
    Model = "model", Kind::Text, "gemini-flash-latest",
        "Name of the model that answers.";
    ApiVersion = "api-version", Kind::Text, "",
        "Version of the Gemini API, such as `v1`. Overrides the one at the end of `endpoint`.";
    ApiKey = "api-key", Kind::Secret, "",
        "API key that the user has typed in. Never put one of your own into a page, where everybody can read it and Google finds and blocks it: use `endpoint`. The attribute logs a warning; the property does not, and is not reflected.";
    SystemInstruction = "system-instruction", Kind::Text, "",
        "Instructions for the model. Sent with each request, so users can read and change them.";
    GenerationConfig = "generation-config", Kind::Json(Shape::Object, "a JSON object"), "",
        "Gemini's `generationConfig` as JSON, such as `{\"maxOutputTokens\": 2048}`. Its `thinkingConfig` overrides `thinking`.";
    SafetySettings = "safety-settings", Kind::Json(Shape::List(&["category", "threshold"]), "a JSON array of objects with a category and a threshold"), "",
        "Gemini's `safetySettings` as JSON: the threshold at which each category of harm is blocked. Defaults to the model's own settings.";
    Tools = "tools", Kind::Json(Shape::List(&[]), "a JSON array of objects"), "",
        "Gemini's `tools` as JSON, such as `[{\"googleSearch\": {}}]`. Only tools that Google runs work: nothing in the page answers a function call.";
    Thinking = "thinking", Kind::Choice(&["auto", "off", "show"]), "auto",
        "Whether the model thinks before it answers: as it sees fit (`auto`), as little as possible (`off`), or with its thoughts shown (`show`).";
    Keep = "keep", Kind::Text, "",
        "Name under which the browser stores the conversation between visits: unencrypted, until the user, `clear()` or the browser deletes it. Elements and tabs with the same name share it. Without it, nothing is stored. Changing the name, as when another user signs in, hides the current conversation and shows the one stored under the new name.";
    Mode = "mode", Kind::Choice(&["inline", "popup", "fullscreen"]), "inline",
        "Where the chat appears: in its place in the page (`inline`), in a panel above the page, opened by a button in the corner (`popup`), or over the whole page while it is open (`fullscreen`).";
    Open = "open", Kind::Boolean, "",
        "Whether a `popup` or `fullscreen` chat is open. As on `<dialog>`, `show()`, `close()` and the user set and remove it. An `inline` chat is always open.";
    Disabled = "disabled", Kind::Boolean, "",
        "Disables the composer: the user can read the conversation, but cannot write or send. `send()` still works.";
    Autofocus = "autofocus", Kind::Boolean, "",
        "Focuses the composer when the page has loaded.";
    Placeholder = "placeholder", Kind::Text, "",
        "Text of the empty composer. Defaults to \"Write a message\" in the language of `lang`.";
    Greeting = "greeting", Kind::Text, "",
        "Text of an empty conversation. Defaults to \"How can I help you?\" in the language of `lang`.";
    Suggestions = "suggestions", Kind::Json(Shape::ListOrTexts(&["label", "message"]), "a JSON array of strings, or of objects with a label and a message"), "",
        "Messages to start with, shown as buttons in an empty conversation: a JSON array of strings, or of `{\"label\", \"message\"}` objects if the button says less than what is sent.";
    ChatTitle = "chat-title", Kind::Text, "",
        "Heading and accessible name of the chat. (`title` would be a tooltip.)";
    Avatar = "avatar", Kind::Url(&["http", "https", "data", "blob"]), "",
        "URL of an image beside the model's messages. It is decorative: screen readers ignore it.";
    Lang = "lang", Kind::Text, "",
        "Language of the chat's own texts, such as `de` or `pt-BR`. Inherited if absent. An unknown language falls back to English.";
    Dir = "dir", Kind::Choice(&["auto", "ltr", "rtl"]), "",
        "Text direction of the chat. Defaults to that of `lang`, or else is inherited. Each message has the direction of its own text.";
    Theme = "theme", Kind::Choice(&["auto", "light", "dark"]), "",
        "Colour scheme: light, dark, or that of the user's system (`auto`). Defaults to the page's own `color-scheme`.";
    ImageOrigins = "image-origins", Kind::Tokens, "",
        "Origins from which an answer may show images, such as `https://images.example`, separated by spaces. Other images become links, since an image URL can leak the conversation.";
    LinkSchemes = "link-schemes", Kind::Tokens, "",
        "URL schemes allowed in the links of an answer, besides http, https, mailto and tel, separated by spaces.";
    Math = "math", Kind::Choice(&["auto", "off"]), "auto",
        "Whether formulas are rendered, by a module that is loaded for the first one (`auto`), or shown as LaTeX (`off`).";
    Feedback = "feedback", Kind::Boolean, "",
        "Shows thumbs-up and thumbs-down buttons under each answer. They fire `rill-feedback`.";
    RetryAttempts = "retry-attempts", Kind::Number(1, 100, true), "3",
        "Maximum number of requests, including the first, before any of the answer is shown: 1 to 100. Not counted: one repeat without the parts of the history that the server refused, and follow-up requests of an answer that spans several.";
    RetryBaseDelay = "retry-base-delay", Kind::Number(0, 86400, false), "1",
        "Maximum delay before the second request, in seconds. It doubles with each further request; the actual delay is random.";
    RetryMaxDelay = "retry-max-delay", Kind::Number(0, 86400, false), "20",
        "Maximum delay between two requests, in seconds. If the server asks for a longer delay, the chat does not wait but shows the error with a \"Try again\" button.";
    SilenceNotice = "silence-notice", Kind::Number(0, 86400, false), "15",
        "Seconds of silence from the server after which the chat says so; 0 for never. It may take up to twice as long.";
    SilenceLimit = "silence-limit", Kind::Number(0, 86400, false), "300",
        "Seconds of silence from the server after which an answer counts as cut off; 0 for never. Measured in steps of the shorter of this and `silence-notice`, so that a sleeping device adds at most one step. The answer ends up to one step late: 5 means after 5 to 10 seconds, 30 with a notice of 15 after 30 to 45.";
    Continuations = "continuations", Kind::Number(0, 100, true), "0",
        "How many times an interrupted answer is continued automatically: 0 to 100.";
    Loading = "loading", Kind::Choice(&["visible", "idle", "open", "eager"]), "visible",
        "When the chat's WebAssembly is fetched: when the chat is opened or comes near the viewport (`visible`), when the browser is idle (`idle`), not before the chat is opened or used (`open`), or at once (`eager`).";
    WasmUrl = "wasm-url", Kind::Url(&["http", "https", "data", "blob"]), "",
        "URL of `chat.wasm`, if it is not next to the script.";
}
