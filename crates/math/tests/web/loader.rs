//! The chat widget's loader, which knows this crate only by its URL: one-line modules replace it.

use rill_chat::browser::MathModule;
use wasm_bindgen_test::wasm_bindgen_test;

/// Renders every formula but `bad`, and counts how often the module was loaded.
const GOOD: &str = "data:text/javascript,\
    export default async () => { globalThis.rillLoads = (globalThis.rillLoads ?? 0) + 1; };\
    export const mathml = (latex, display) => {\
        if (latex === 'bad') return undefined;\
        const math = document.createElementNS('http://www.w3.org/1998/Math/MathML', 'math');\
        math.setAttribute('alttext', `${latex} ${display} ${globalThis.rillLoads}`);\
        return math;\
    };";

#[wasm_bindgen_test]
async fn it_loads_at_the_first_formula_and_once() {
    let math = MathModule::at(GOOD);
    assert!(!math.is_ready());
    assert!(math.mathml_now("x", false).is_none());

    let element = math.mathml("x", true).await.unwrap();
    assert_eq!(element.get_attribute("alttext").unwrap(), "x true 1");
    assert!(math.is_ready());

    let again = MathModule::at(GOOD);
    assert!(again.is_ready());
    let element = again.mathml_now("y", false).unwrap();
    assert_eq!(element.get_attribute("alttext").unwrap(), "y false 1");
    assert!(again.mathml("bad", false).await.is_none());
    assert!(again.is_ready());
}

#[wasm_bindgen_test]
async fn without_a_module_there_is_no_element() {
    let none = MathModule::default();
    assert!(none.mathml("x", false).await.is_none());
    assert!(!none.is_ready());
    for url in [
        "nothing-is-here.js",
        "http://[",
        "data:text/javascript,export default async () => { throw 1; }; export const mathml = 1;",
        "data:text/javascript,export default async () => {};",
    ] {
        let missing = MathModule::at(url);
        assert!(missing.mathml("x", false).await.is_none());
        assert!(missing.mathml("x", false).await.is_none());
        assert!(missing.mathml_now("x", false).is_none());
        assert!(!missing.is_ready());
    }
}

#[wasm_bindgen_test]
async fn a_module_that_panicked_is_not_called_again() {
    let math = MathModule::at(
        "data:text/javascript,export default async () => {};\
        export const mathml = (latex) => {\
            if (latex === 'trap') throw new WebAssembly.RuntimeError('unreachable');\
            return document.createElement('math');\
        };",
    );
    assert!(math.mathml("x", false).await.is_some());
    assert!(math.mathml("trap", false).await.is_none());
    assert!(!math.is_ready());
    assert!(math.mathml("x", false).await.is_none());
    assert!(math.mathml_now("x", false).is_none());
}
