/**
 * The scripts and styles that the program needs: its glue, its style sheet and the formula loader.
 */

import css from "./widget.css";
import fresh from "./wasm/chat/rill-element.js";

/** Returns the function that renders formulas, from a new instance at each call. */
async function math() {
    const { default: load } = await import("./math.js");
    return load();
}

export { css, fresh, math };
