/** DOM helpers. They create elements one by one, never from HTML. */

const SVG = "http://www.w3.org/2000/svg";
const CHAT = "M4 5h16v11h-8l-5 4v-4H4z";

/** Creates an element with attributes and children, leaving out those that are null. */
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
 * Makes these the only children of a parent. Children already there stay attached: moving one would
 * lose its focus and cancel a click in progress.
 */
export function fill(parent, ...children) {
    for (const child of [...parent.childNodes]) {
        if (!children.includes(child)) {
            child.remove();
        }
    }
    parent.append(...children.filter((child) => child && child.parentNode !== parent));
}

/** Creates an icon from a path in a 24 × 24 view box. */
export function icon(d) {
    const svg = (name, attributes, ...children) =>
        filled(document.createElementNS(SVG, name), attributes, children);
    return svg(
        "svg",
        { class: "rill-icon", viewBox: "0 0 24 24", "aria-hidden": "true" },
        svg("path", { d }),
    );
}

/** Creates the button that opens a popup or fullscreen chat. It has no accessible name yet. */
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
 * Whether a key event belongs to an IME composition. Safari ends a composition before it reports
 * the key that ended it, whose `keyCode` is then 229.
 */
export const composes = ({ isComposing, keyCode }) => isComposing || keyCode === 229;
