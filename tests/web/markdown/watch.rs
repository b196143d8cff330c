//! Watches what is removed from an answer while it grows.

use js_sys::Function;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::Element;

use crate::page::call;

/// After each piece, looks at the nodes removed since the one before. They must have been in the
/// block that was then the last one, or have been added since.
const SOURCE: &str = r#"
    const blocks = () => Array.from(text.querySelectorAll(":scope > .rill-group > *"));
    const records = [];
    const observer = new MutationObserver(list => { records.push(...list); });
    observer.observe(text, { childList: true, subtree: true });
    const gone = new WeakSet();
    const faults = [];
    let known = new Set(blocks());
    let last = blocks().at(-1);
    const removed = [];
    return {
        look: piece => {
            records.push(...observer.takeRecords());
            const fresh = new Set(records.flatMap(record => Array.from(record.addedNodes)));
            const open = new Set([last, ...blocks().filter(block => !known.has(block))]);
            const isOpen = node => {
                for (; node && node !== text; node = node.parentNode)
                    if (open.has(node) || gone.has(node) || fresh.has(node)) return true;
                return false;
            };
            for (const { target, removedNodes } of records)
                for (const node of removedNodes) {
                    removed.push(`${piece} took ${node.nodeName} ${node.textContent}`);
                    if (isOpen(node) || isOpen(target)) gone.add(node);
                    else faults.push(`${piece} took ${node.textContent} out of ${target.nodeName}`);
                }
            records.length = 0;
            known = new Set(blocks());
            last = blocks().at(-1);
        },
        removed: () => removed.join("; "),
        faults: () => faults.join("; "),
    };
"#;

/// The watch over one answer.
pub(super) struct Watch(JsValue);

impl Watch {
    /// Starts watching the text of an answer.
    pub(super) fn of(text: &Element) -> Self {
        Self(call("text", SOURCE, text))
    }

    /// Inspects the changes since the last call; called after each piece.
    pub(super) fn look(&self, piece: &str) {
        let look = self.method("look");
        look.call1(&JsValue::NULL, &piece.into()).unwrap();
    }

    /// Returns all removals.
    pub(super) fn removed(&self) -> String {
        let removed = self.method("removed").call0(&JsValue::NULL).unwrap();
        removed.as_string().unwrap()
    }

    /// Returns the removals from blocks before the last one.
    pub(super) fn faults(&self) -> String {
        let faults = self.method("faults").call0(&JsValue::NULL).unwrap();
        faults.as_string().unwrap()
    }

    fn method(&self, name: &str) -> Function {
        let method = js_sys::Reflect::get(&self.0, &name.into()).unwrap();
        method.unchecked_into()
    }
}
