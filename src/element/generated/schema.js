// Written by `cargo xtask generate` from src/element/schema.rs.

/** For each attribute its kind, its default, and what is allowed. */
export const ATTRIBUTES = {
    endpoint: ["url", "", "https:", "http:"],
    model: ["text", "gemini-flash-latest"],
    "api-version": ["text", ""],
    "api-key": ["secret", ""],
    "system-instruction": ["text", ""],
    "generation-config": ["json", null, "a JSON object"],
    "safety-settings": ["json", null, "a JSON array of objects with a category and a threshold", ["category", "threshold"]],
    tools: ["json", null, "a JSON array of objects", []],
    thinking: ["choice", "auto", "auto", "off", "show"],
    keep: ["text", ""],
    mode: ["choice", "inline", "inline", "popup", "fullscreen"],
    open: ["boolean", false],
    disabled: ["boolean", false],
    autofocus: ["boolean", false],
    placeholder: ["text", ""],
    greeting: ["text", ""],
    suggestions: ["json", null, "a JSON array of strings, or of objects with a label and a message", ["label", "message"], 1],
    "chat-title": ["text", ""],
    avatar: ["url", "", "https:", "http:", "data:", "blob:"],
    lang: ["text", ""],
    dir: ["choice", "", "auto", "ltr", "rtl"],
    theme: ["choice", "", "auto", "light", "dark"],
    "image-origins": ["tokens", []],
    "link-schemes": ["tokens", []],
    math: ["choice", "auto", "auto", "off"],
    feedback: ["boolean", false],
    "retry-attempts": ["number", 3, 1, 100, 1],
    "retry-base-delay": ["number", 1, 0, 86400],
    "retry-max-delay": ["number", 20, 0, 86400],
    "silence-notice": ["number", 15, 0, 86400],
    "silence-limit": ["number", 300, 0, 86400],
    continuations: ["number", 0, 0, 100, 1],
    loading: ["choice", "visible", "visible", "idle", "open", "eager"],
    "wasm-url": ["url", "", "https:", "http:", "data:", "blob:"],
};

/** For each property without an attribute, the types it may have. */
export const PROPERTIES = {
    fetch: ["function"],
    headers: ["object", "function"],
    token: ["string", "function"],
    labels: ["object"],
};
