/** Finds the language of an element. */

/** Returns the first of `tags` that matches the language of an element, if any. */
export function matchLanguage(element, tags) {
    const asked = nearestLang(element).toLowerCase();
    return tags.find((tag) => `${asked}-`.startsWith(`${tag}-`));
}

/** Returns the `lang` of an element or its nearest ancestor that has one, or an empty string. */
export function nearestLang(element) {
    // A shadow root inherits the language of its host.
    for (let at = element; at; at = at.getRootNode().host) {
        const found = at.closest("[lang]");
        if (found) {
            return found.getAttribute("lang");
        }
    }
    return "";
}
