// Loads the module that turns LaTeX into MathML, and calls it. A panic in it throws here, and the
// instance that panicked must not be called again.

/** Returns the module's function, or undefined. Each later attempt gets a fresh instance. */
export async function load(url, attempt, hostImport) {
    try {
        if (hostImport) {
            return await hostImport(attempt);
        }
        // Relative to the document, since this file may be anywhere.
        const address = new URL(url, document.baseURI);
        if (attempt > 1) {
            // Browsers cache a failed import by its URL. A fragment is not sent to the server.
            address.hash = `attempt-${attempt}`;
        }
        const math = await import(/* webpackIgnore: true */ /* @vite-ignore */ address.href);
        await math.default();
        return math.mathml;
    } catch (error) {
        say(`cannot be loaded from ${url}`, attempt, error);
        return undefined;
    }
}

/** Returns an element, undefined if the LaTeX is invalid, or null if the module panicked. */
export function call(mathml, latex, display, attempt) {
    try {
        return mathml(latex, display);
    } catch (error) {
        say("failed", attempt, error);
        return null;
    }
}

function say(what, attempt, error) {
    if (attempt === 1) {
        console.warn(`The math module ${what}, so formulas are shown as LaTeX.`, error);
    }
}
