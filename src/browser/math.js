// Loads the module that turns LaTeX into MathML, and calls it. A panic in it becomes an exception
// here, and leaves that instance of it in no state to be called again.

/** The module's function, or undefined. Later attempts get an instance of their own. */
export async function load(url, attempt, hostImport) {
    try {
        if (hostImport) {
            return await hostImport(attempt);
        }
        // Not relative to this file, which may be anywhere.
        const address = new URL(url, document.baseURI);
        if (attempt > 1) {
            // Browsers remember what could not be loaded. No server sees this part.
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

/** An element, undefined where the LaTeX cannot be read, or null where the module has failed. */
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
