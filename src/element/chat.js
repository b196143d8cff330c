/**
 * What is loaded with the program: its glue, its looks, and how it gets the module for formulas.
 */

import css from "./widget.css";
import fresh from "./wasm/chat/rill-element.js";

/** The function that makes formulas, out of an instance of its own each time. */
async function math() {
    const { default: load } = await import("./math.js");
    return load();
}

export { css, fresh, math };
