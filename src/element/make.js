/** The elements that the scripts make, one by one and never out of HTML, and what is asked of them. */

const SVG = "http://www.w3.org/2000/svg";
const CHAT = "M4 5h16v11h-8l-5 4v-4H4z";

/** An element with attributes and children. What is null is left out. */
export function make(name, attributes = {}, ...children) {
    return filled(document.createElement(name), attributes, children);
}

function filled(made, attributes, children) {
    for (const key in attributes) {
        if (attributes[key] != null) {
            made.setAttribute(key, attributes[key]);
        }
    }
    made.append(...children.filter((child) => child != null));
    return made;
}

/**
 * Has a parent hold these children and no others. Who is there already is not taken out: the press of
 * a mouse on it would come to nothing, and the focus would be lost.
 */
export function fill(parent, ...children) {
    for (const child of [...parent.childNodes]) {
        if (!children.includes(child)) {
            child.remove();
        }
    }
    parent.append(...children.filter((child) => child && child.parentNode !== parent));
}

/** An icon, as a path on a square of 24. */
export function icon(d) {
    const svg = (name, attributes, ...children) =>
        filled(document.createElementNS(SVG, name), attributes, children);
    return svg(
        "svg",
        { class: "rill-icon", viewBox: "0 0 24 24", "aria-hidden": "true" },
        svg("path", { d }),
    );
}

/** The button that opens a chat which lies above the page. It has no name yet. */
export function launcher() {
    return make(
        "button",
        {
            type: "button",
            class: "rill-launcher",
            part: "launcher",
            "aria-haspopup": "dialog",
        },
        make("slot", { name: "launcher" }, icon(CHAT)),
    );
}

/**
 * Whether the press of a key is an input method's. Safari ends a composition before it reports the
 * key that ended it; then its code is 229.
 */
export const composes = ({ isComposing, keyCode }) => isComposing || keyCode === 229;
