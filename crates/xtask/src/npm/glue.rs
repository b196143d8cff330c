//! A factory of instances, made from the JavaScript glue that wasm-bindgen writes for the web.
//!
//! The glue is a module with a single instance, for as long as the page lives. An instance that has
//! failed cannot be used again, so the package needs a module that creates as many as it is asked
//! for, and a hook on each call into them:
//!
//! ```js
//! import fresh from "./client-glue.js";
//! const { init, Conversation } = fresh((exports) => exports);
//! await init(module); // a WebAssembly.Module; or initSync({ module })
//! ```
//!
//! The caller fetches and compiles the module, so the glue's own code for that is removed. The text
//! is checked closely: if the next wasm-bindgen writes another one, this fails and says where.

use anyhow::{Result, bail, ensure};

/// The start of the part that fetches and compiles.
const LOADING: &str = "\nlet wasmModule, wasmInstance, wasm;\n";

/// What this part must contain: where an instance is put to use, and all that is done with it.
const STARTING: &str = "
    wasm = instance.exports;
    wasmModule = module;
    wasm.__wbindgen_start();
    return wasm;
}
";

/// The end of this part.
const END: &str = "\nexport { initSync, __wbg_init as default };\n";

/// The replacement for this part.
const INIT: &str = "
let wasm;
function start_with(instance) {
    wasm = guard(instance.exports);
    wasm.__wbindgen_start();
}
async function init(module) {
    start_with(await WebAssembly.instantiate(module, __wbg_get_imports()));
}
function initSync({ module }) {
    start_with(new WebAssembly.Instance(module, __wbg_get_imports()));
}
";

/// Returns the factory for what `wasm-bindgen --target web --omit-default-module-path` wrote. Its
/// `fresh(guard)` returns all exports, `init(module)`, which takes a compiled module, and the
/// synchronous `initSync({ module })`. `guard` maps an instance's exports to those called.
///
/// # Errors
///
/// When the text is not what wasm-bindgen is expected to write.
pub(crate) fn factory(glue: &str) -> Result<String> {
    let glue = glue.replace("\r\n", "\n");
    let Some((body, loading)) = glue.split_once(LOADING) else {
        bail!("wasm-bindgen's glue has no line {:?}", LOADING.trim());
    };
    // The lines that reset the views of memory vary: there is one for each that the module needs.
    let is_view = |line: &&str| line.starts_with("    cached") && line.ends_with("Memory0 = null;");
    let lines: Vec<_> = loading.lines().filter(|line| !is_view(line)).collect();
    ensure!(
        lines.join("\n").contains(STARTING.trim_end()),
        "wasm-bindgen's glue starts its instance in another way than expected:\n{loading}"
    );
    ensure!(
        loading.ends_with(END),
        "wasm-bindgen's glue does not end with {:?}",
        END.trim()
    );
    ensure!(
        !body.contains("import.meta"),
        "wasm-bindgen's glue names its own address: it was made without --omit-default-module-path"
    );

    let mut imports = String::new();
    let mut inside = String::new();
    let mut names = vec!["init", "initSync"];
    for line in body.lines() {
        if line.starts_with("import ") {
            ensure!(
                line.ends_with(';'),
                "an import of wasm-bindgen's glue goes over several lines: {line}"
            );
            imports.push_str(line);
            imports.push('\n');
        } else if let Some(declaration) = line.strip_prefix("export ") {
            let name = exported(declaration)?;
            ensure!(
                !names.contains(&name),
                "the module exports {name}, which the factory has for itself"
            );
            names.push(name);
            inside.push_str(declaration);
            inside.push('\n');
        } else {
            inside.push_str(line);
            inside.push('\n');
        }
    }
    ensure!(
        inside.contains("function __wbg_get_imports() {"),
        "wasm-bindgen's glue has no function __wbg_get_imports"
    );
    let names = names.join(", ");
    Ok(format!(
        "{imports}export default function fresh(guard) {{\n{inside}{INIT}\nreturn {{ {names} }};\n}}\n"
    ))
}

/// Returns the name that a declaration exports.
fn exported(declaration: &str) -> Result<&str> {
    let kinds = ["async function ", "function ", "class ", "const "];
    let named = kinds.iter().find_map(|kind| declaration.strip_prefix(kind));
    let name = named.map(|rest| {
        let end = rest.find(|c: char| !(c.is_alphanumeric() || "_$".contains(c)));
        &rest[..end.unwrap_or(rest.len())]
    });
    match name {
        Some(name) if !name.is_empty() => Ok(name),
        _ => bail!("unsupported export in wasm-bindgen's glue: {declaration}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sample of what wasm-bindgen 0.2.130 writes.
    const GLUE: &str = r#"import { call } from './snippets/math.js';
import * as import1 from "./snippets/more.js"

/**
 * A conversation.
 */
export class Conversation {
    free() {
        wasm.__wbg_conversation_free(this.__wbg_ptr, 0);
    }
}
if (Symbol.dispose) Conversation.prototype[Symbol.dispose] = Conversation.prototype.free;

export function start() {
    wasm.start();
}
function __wbg_get_imports() {
    return { "./x_bg.js": { call } };
}

let cachedDataViewMemory0 = null;

let WASM_VECTOR_LEN = 0;

let wasmModule, wasmInstance, wasm;
function __wbg_finalize_init(instance, module) {
    wasmInstance = instance;
    wasm = instance.exports;
    wasmModule = module;
    cachedDataViewMemory0 = null;
    cachedUint8ArrayMemory0 = null;
    wasm.__wbindgen_start();
    return wasm;
}

async function __wbg_load(module, imports) {
}

export { initSync, __wbg_init as default };
"#;

    fn glue() -> String {
        GLUE.replace("more.js\"", "more.js\";")
    }

    #[test]
    fn the_module_becomes_a_function() {
        let expected = r#"import { call } from './snippets/math.js';
import * as import1 from "./snippets/more.js";
export default function fresh(guard) {

/**
 * A conversation.
 */
class Conversation {
    free() {
        wasm.__wbg_conversation_free(this.__wbg_ptr, 0);
    }
}
if (Symbol.dispose) Conversation.prototype[Symbol.dispose] = Conversation.prototype.free;

function start() {
    wasm.start();
}
function __wbg_get_imports() {
    return { "./x_bg.js": { call } };
}

let cachedDataViewMemory0 = null;

let WASM_VECTOR_LEN = 0;

let wasm;
function start_with(instance) {
    wasm = guard(instance.exports);
    wasm.__wbindgen_start();
}
async function init(module) {
    start_with(await WebAssembly.instantiate(module, __wbg_get_imports()));
}
function initSync({ module }) {
    start_with(new WebAssembly.Instance(module, __wbg_get_imports()));
}

return { init, initSync, Conversation, start };
}
"#;
        assert_eq!(factory(&glue()).unwrap(), expected);
        assert_eq!(factory(&glue().replace('\n', "\r\n")).unwrap(), expected);
    }

    #[track_caller]
    fn check_refused(from: &str, to: &str, why: &str) {
        let text = glue();
        assert!(text.contains(from), "{from}");
        let error = factory(&text.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }

    #[test]
    fn another_text_is_refused() {
        check_refused("let wasmModule, ", "let ", "has no line");
        check_refused("wasm = instance.exports;", "", "in another way");
        check_refused(
            "wasm.__wbindgen_start();",
            "wasm.start();",
            "in another way",
        );
        check_refused("    wasmModule = module;\n", "", "in another way");
        check_refused(", __wbg_init as default", "", "does not end with");
        check_refused("more.js\";", "more.js\"", "several lines");
        check_refused(
            "export function start",
            "export { start };\nfunction x",
            "unsupported export",
        );
        check_refused(
            "export class Conversation {",
            "export class {",
            "unsupported export",
        );
        check_refused("function start", "function init", "exports init");
        check_refused("__wbg_get_imports", "__wbg_imports", "__wbg_get_imports");
        check_refused(
            "wasm.start();",
            "new URL('x', import.meta.url);",
            "omit-default",
        );
    }
}
