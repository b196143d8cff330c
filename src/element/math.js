/**
 * Loads the formula module, when the first formula appears.
 */

import fresh from "./wasm/math/rill-math.js";

/** Starts an instance of the module and returns its function. */
export default async function load() {
    const math = fresh((exports) => exports);
    const response = await fetch(new URL("./math.wasm", import.meta.url));
    await math.init(await WebAssembly.compile(await response.arrayBuffer()));
    return math.mathml;
}
