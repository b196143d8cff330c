//! The attributes, written by `cargo xtask generate` from src/element/schema.rs.

use super::{Kind, Row, Shape};

attributes! {
    Endpoint = "endpoint", Kind::Url(&["http", "https"]), "",
        "Address of your relay: a server that adds the key and passes requests on to Gemini. An address that does not end in a version gets `/v1beta`. Without it, the page's own server is asked under `/v1beta`.";
    Model = "model", Kind::Text, "gemini-flash-latest",
        "Name of the model that answers.";
    ApiVersion = "api-version", Kind::Text, "",
        "Version of Gemini's API, such as `v1`, in place of the one that `endpoint` ends in.";
    ApiKey = "api-key", Kind::Secret, "",
        "A key that the person in front of the page typed. In a page of yours everybody can read it, and Google finds and blocks it, so the console warns of it: use `endpoint`. The property does not warn, and does not show in the markup.";
    SystemInstruction = "system-instruction", Kind::Text, "",
        "How the model should behave. It goes along with each request.";
    GenerationConfig = "generation-config", Kind::Json(Shape::Object, "a JSON object"), "",
        "Gemini's `generationConfig` as JSON, such as `{\"maxOutputTokens\": 2048}`. Its `thinkingConfig` wins over `thinking`.";
    SafetySettings = "safety-settings", Kind::Json(Shape::List(&["category", "threshold"]), "a JSON array of objects with a category and a threshold"), "",
        "Gemini's `safetySettings` as JSON: how much harm of which category is held back. Without it, the model's own settings count.";
    Thinking = "thinking", Kind::Choice(&["auto", "off", "show"]), "auto",
        "Whether the model thinks before it answers: as it likes (`auto`), as little as it can (`off`), or so that its thoughts are shown (`show`).";
    Keep = "keep", Kind::Text, "",
        "Name under which this browser keeps the conversation from one visit to the next. Elements and tabs with the same name share it. Without it nothing is stored. Another name, as when somebody else signs in, goes on with what is kept there and no longer shows what was said before.";
    Mode = "mode", Kind::Choice(&["inline", "popup", "fullscreen"]), "inline",
        "Where the chat is: in its place in the page (`inline`), in a panel above the page that a button in the corner opens (`popup`), or over the whole page while it is open (`fullscreen`).";
    Open = "open", Kind::Boolean, "",
        "Whether a `popup` or `fullscreen` chat is open, as on `<dialog>`: it comes and goes with `show()`, `close()` and the person's own clicks. An `inline` chat is always open.";
    Disabled = "disabled", Kind::Boolean, "",
        "The person can write and send nothing; what has been said can still be read. `send()` still works.";
    Autofocus = "autofocus", Kind::Boolean, "",
        "The composer has the focus when the page has loaded.";
    Placeholder = "placeholder", Kind::Text, "",
        "What an empty composer says. Without it, that is \"Write a message\" in the language of `lang`.";
    Greeting = "greeting", Kind::Text, "",
        "What an empty conversation says. Without it, that is \"How can I help you?\" in the language of `lang`.";
    Suggestions = "suggestions", Kind::Json(Shape::ListOrTexts(&["label", "message"]), "a JSON array of texts, or of objects with a label and a message"), "",
        "Messages to begin with, as buttons in an empty conversation: a JSON array of texts, or of `{\"label\", \"message\"}` where the button says less than what is sent.";
    ChatTitle = "chat-title", Kind::Text, "",
        "Heading of the chat, and its name for screen readers. (`title` would be a tooltip.)";
    Avatar = "avatar", Kind::Url(&["http", "https", "data", "blob"]), "",
        "Address of a picture beside the model's messages. It is decoration: screen readers pass over it.";
    Lang = "lang", Kind::Text, "",
        "Language of the chat's own words, such as `de` or `pt-BR`. Without it, that of the element around it; one that is not known is English.";
    Dir = "dir", Kind::Choice(&["auto", "ltr", "rtl"]), "",
        "Direction of the chat. Without it, that of the element around it; each message has the direction of its own text.";
    Theme = "theme", Kind::Choice(&["auto", "light", "dark"]), "",
        "Light or dark, or as the person's system has it (`auto`). Without it the chat follows the page's own `color-scheme`.";
    ImageOrigins = "image-origins", Kind::Tokens, "",
        "Origins from which an answer may show images, such as `https://images.example`, with spaces between them. Images from elsewhere are links, since an address can carry away what was said.";
    LinkSchemes = "link-schemes", Kind::Tokens, "",
        "Schemes that a link in an answer may have beside http, https, mailto and tel, with spaces between them.";
    Math = "math", Kind::Choice(&["auto", "off"]), "auto",
        "Whether formulas are drawn, for which a module is loaded at the first one (`auto`), or shown as their LaTeX (`off`).";
    Feedback = "feedback", Kind::Boolean, "",
        "Thumbs up and down under each answer. What the person says comes as `rill-feedback`.";
    RetryAttempts = "retry-attempts", Kind::Number(1, 100, true), "3",
        "How many requests may go out for an answer as long as nothing of it was shown, the first one included: 1 to 100. A history that the server refuses goes out once more without what it refused, and an answer that comes over several requests takes all of them: those are not counted.";
    RetryBaseDelay = "retry-base-delay", Kind::Number(0, 86400, false), "1",
        "Longest wait before the second request, in seconds. Each further one may take twice as long.";
    RetryMaxDelay = "retry-max-delay", Kind::Number(0, 86400, false), "20",
        "No wait between two requests is longer than this, in seconds. Where the server asks for a longer one, the person decides.";
    SilenceNotice = "silence-notice", Kind::Number(0, 86400, false), "15",
        "After how many seconds without a word from the server that is said, at most twice as many; 0 for never.";
    SilenceLimit = "silence-limit", Kind::Number(0, 86400, false), "300",
        "After how many seconds without a word from the server an answer counts as cut off; 0 for never. They are counted in steps as long as this or `silence-notice`, whichever is shorter, so that the sleep of a machine is one step: 5 is 5 to 10 seconds, 30 beside 15 is 30 to 45.";
    Continuations = "continuations", Kind::Number(0, 100, true), "0",
        "How many times an answer that broke off is continued without asking: 0 to 100.";
    Loading = "loading", Kind::Choice(&["visible", "idle", "open", "eager"]), "visible",
        "When the chat's WebAssembly is fetched: when it is opened or comes near the visible part of the page (`visible`), when the browser has nothing else to do (`idle`), not before it is opened or used (`open`), or at once (`eager`).";
    WasmUrl = "wasm-url", Kind::Url(&["http", "https", "data", "blob"]), "",
        "Address of `chat.wasm`, where it does not lie beside the script.";
}
