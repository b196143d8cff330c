/** The elements that the scripts make: one by one, and never out of HTML. */

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

/** The button that opens a chat which lies above the page. */
export function launcher(label) {
    return make(
        "button",
        {
            type: "button",
            class: "rill-launcher",
            part: "launcher",
            "aria-haspopup": "dialog",
            "aria-label": label,
        },
        make("slot", { name: "launcher" }, icon(CHAT)),
    );
}
