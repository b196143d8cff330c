/** The settings of an element as the program takes them. */

/**
 * Converts the settings of an element for the program. An empty text counts as not set;
 * `localization` provides the labels.
 */
export function programOptions(element, settings, localization) {
    const { retryAttempts, retryBaseDelay, retryMaxDelay } = settings;
    const { silenceNotice, silenceLimit, continuations } = settings;
    const all = { ...settings, labels: localization.labels };
    for (const name of ["model", "apiKey", "apiVersion", "systemInstruction"]) {
        all[name] ||= null;
    }
    // The page's own origin, whatever its base URL. An opaque origin reads "null".
    const { origin } = element.ownerDocument.defaultView.location;
    all.endpoint ||= origin === "null" ? "" : origin;
    if (localization.isFallback) {
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
