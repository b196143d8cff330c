/** What the program is told. */

/**
 * The settings of an element as the program takes them: what is blank is not set. `speech` says what
 * it says.
 */
export function told(element, settings, speech) {
    const { retryAttempts, retryBaseDelay, retryMaxDelay } = settings;
    const { silenceNotice, silenceLimit, continuations } = settings;
    const all = { ...settings, labels: speech.labels };
    for (const name of ["model", "apiKey", "apiVersion", "systemInstruction"]) {
        all[name] ||= null;
    }
    // The page's own server, whatever its addresses begin from. A document may have none.
    const { origin } = element.ownerDocument.defaultView.location;
    all.endpoint ||= origin === "null" ? "" : origin;
    if (speech.isForeign) {
        all.lang = "en";
    }
    all.recovery = {
        attempts: retryAttempts,
        baseDelay: retryBaseDelay,
        maxDelay: retryMaxDelay,
        silenceNotice,
        silenceLimit,
        continuations,
    };
    return all;
}
