/** Which language an element speaks. */

/** The tag, of those that there are, of the language that it was given or that is spoken around it. */
export function spoken(element, tags) {
    const asked = nearest(element).toLowerCase();
    return tags.find((tag) => `${asked}-`.startsWith(`${tag}-`));
}

/** The language that an element was given, or that is spoken around it. */
export function nearest(element) {
    // A shadow root speaks as its host does.
    for (let at = element; at; at = at.getRootNode().host) {
        const found = at.closest("[lang]");
        if (found) {
            return found.getAttribute("lang");
        }
    }
    return "";
}
