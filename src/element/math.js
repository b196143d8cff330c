/**
 * The module for formulas, which is loaded at the first of them.
 */

import fresh from "./wasm/math/rill-math.js";

/** Starts an instance and gives its function. */
export default async function load() {
    const math = fresh((exports) => exports);
    const response = await fetch(new URL("./math.wasm", import.meta.url));
    await math.init(await WebAssembly.compile(await response.arrayBuffer()));
    return math.mathml;
}
