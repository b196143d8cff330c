//! The user's selection, even inside of a shadow root.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Node, Range};

/// Returns the range that is selected, as seen from this node. A selection reveals nodes in a
/// shadow root only to `getComposedRanges` with that root.
pub fn selected_range(seen_from: &Node) -> Option<Range> {
    let window = web_sys::window()?;
    let selection = window.get_selection().ok()??;
    let root = seen_from.get_root_node();
    if root.node_type() != Node::DOCUMENT_FRAGMENT_NODE {
        return selection.get_range_at(0).ok();
    }
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let ranges: Function = get(&selection, "getComposedRanges")?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"shadowRoots".into(), &Array::of1(&root)).ok()?;
    let ranges: Array = ranges.call1(&selection, &options).ok()?.dyn_into().ok()?;
    let fixed = ranges.get(0);
    let end = |which: &str| -> Option<(Node, u32)> {
        let node = get(&fixed, &format!("{which}Container"))?;
        let offset = get(&fixed, &format!("{which}Offset"))?.as_f64()?;
        Some((node.dyn_into().ok()?, offset as u32))
    };
    let (start, end) = (end("start")?, end("end")?);
    let range = window.document()?.create_range().ok()?;
    range.set_start(&start.0, start.1).ok()?;
    range.set_end(&end.0, end.1).ok()?;
    Some(range)
}
