//! The `package.json` of the npm package.

use std::path::Path;

use anyhow::Result;

use super::write;
use crate::workspace;

/// The exports are what a page imports, each with its types. A module of types only has an empty
/// script, since not every tool knows a module without one.
const TEMPLATE: &str = r#"{
  "name": "rill-chat",
  "version": "{version}",
  "description": "A chat element for web pages that streams Gemini's answers into the DOM while the model is still writing",
  "keywords": ["chat", "gemini", "web-component", "custom-element", "streaming", "webassembly"],
  "license": "MIT OR Apache-2.0",
  "type": "module",
  "main": "./rill-chat.js",
  "module": "./rill-chat.js",
  "types": "./rill-chat.d.ts",
  "unpkg": "./rill-chat.js",
  "jsdelivr": "./rill-chat.js",
  "sideEffects": ["./rill-chat.js"],
  "customElements": "./custom-elements.json",
  "web-types": "./web-types.json",
  "exports": {
    ".": { "types": "./rill-chat.d.ts", "default": "./rill-chat.js" },
    "./client": { "types": "./client.d.ts", "default": "./client.js" },
    "./jsx": { "types": "./jsx.d.ts", "default": "./types.js" },
    "./vue": { "types": "./vue.d.ts", "default": "./types.js" },
    "./svelte": { "types": "./svelte.d.ts", "default": "./types.js" },
    "./chat.wasm": "./chat.wasm",
    "./client.wasm": "./client.wasm",
    "./math.wasm": "./math.wasm",
    "./languages/*": "./languages/*",
    "./custom-elements.json": "./custom-elements.json",
    "./package.json": "./package.json"
  }
}
"#;

/// Writes `package.json`, with the version of the crate, and the empty script.
///
/// # Errors
///
/// When the version cannot be read, or a file cannot be written.
pub(super) fn write_to(package: &Path) -> Result<()> {
    let manifest = TEMPLATE.replace("{version}", &workspace::version()?);
    write(&package.join("types.js"), "export {};\n")?;
    write(&package.join("package.json"), &manifest)
}
