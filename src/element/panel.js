/** The panel that holds the chat: in its place in the page, or above the page. */

import { composes, make } from "./make.js";

/** Where a popup covers the page, as `panel.css` has it. */
const NARROW = "(width < 30rem), (height < 30rem)";

/** The keys that are text. */
const isTyped = ({ key, ctrlKey, metaKey }) => key.length === 1 && !ctrlKey && !metaKey;

/** What a node is in as it is shown: through slots, and out of shadow roots. */
const around = (node) => node.assignedSlot ?? node.parentNode ?? node.host;

/**
 * Whether the page has put something in front of an element, of its own accord or by making it inert.
 * A popover is above that as well, but as dead as the rest; only what is modal lives.
 */
export function isInert(host) {
    const ancestors = [];
    for (let node = host; node; node = around(node)) {
        ancestors.push(node);
    }
    // What is modal has the focus, and may lie in the shadow root of a component.
    const roots = new Set([host.ownerDocument, ...ancestors]);
    let active = host.ownerDocument.activeElement;
    while (active?.shadowRoot && active !== host) {
        roots.add(active.shadowRoot);
        active = active.shadowRoot.activeElement;
    }
    const covers = [...roots]
        .filter((root) => root.nodeType !== Node.ELEMENT_NODE)
        .flatMap((root) => [...root.querySelectorAll(":modal, :fullscreen")]);
    return ancestors.some(({ inert }) => inert) || covers.some((it) => !ancestors.includes(it));
}

/**
 * What is above the page lies in its top layer, where no ancestor cuts it off, and nothing that the
 * page puts forward covers it. What covers the page is modal, so that nobody gets lost behind it.
 */
export class Panel {
    #narrow;
    #isModal;
    #onChange;
    #onShow;
    /** In the next frame: what an observer itself makes larger, a browser calls an error. */
    #rendering = new ResizeObserver(() => requestAnimationFrame(() => this.#fit()));

    /**
     * `mode` is that of the element `host`. `onClose` is called when the person closes the panel,
     * `onChange` when it has to be another one, because the room around it has changed, and `onShow`
     * when the page no longer hides it.
     */
    constructor(mode, host, { onClose, onChange, onShow }) {
        this.#onShow = onShow;
        this.view = host.ownerDocument.defaultView;
        this.#narrow = this.view.matchMedia(NARROW);
        this.isInert = isInert(host);
        this.#isModal =
            mode === "fullscreen" || (mode === "popup" && (this.isInert || this.#narrow.matches));
        this.root = make(this.#isModal ? "dialog" : "div", { class: "rill-panel", part: "panel" });
        // A page takes the keys that reach it for its own unless they come from a field, and all that
        // comes from in here seems to come from the element.
        for (const type of ["keydown", "keypress", "keyup"]) {
            this.root.addEventListener(type, (event) => {
                if (event.target.matches(".rill-input") && isTyped(event)) {
                    event.stopPropagation();
                }
            });
        }
        if (mode === "inline") {
            return;
        }
        this.root.dataset.mode = mode;
        this.root.tabIndex = -1;
        if (!this.#isModal) {
            this.root.popover = "manual";
            this.root.role = "dialog";
        }
        if (mode === "popup") {
            this.#onChange = onChange;
            this.#narrow.addEventListener("change", onChange);
        }
        // Escape stops an answer first; then it closes.
        this.root.addEventListener("keydown", (event) => {
            if (event.key === "Escape" && !event.defaultPrevented && !composes(event)) {
                event.preventDefault();
                onClose();
            }
        });
        this.root.addEventListener("cancel", (event) => {
            // That of a dialog or a file picker inside of it comes by here.
            if (event.target === this.root) {
                event.preventDefault();
                onClose();
            }
        });
    }

    /** Whoever has opened it and still has the focus keeps it, unless the panel covers the page. */
    open() {
        if (!this.root.isConnected) {
            // It opens when it is put into the page again.
            return;
        }
        if (this.#isModal) {
            // One that was taken out of the page while it was open still says that it is.
            this.root.close();
            this.root.showModal();
            this.#fit();
            this.#rendering.observe(this.root);
        } else {
            this.root.showPopover();
        }
    }

    /** Holds the page only while it is rendered: what a page hides nobody could close. */
    #fit() {
        const { root } = this;
        const isRendered = root.getClientRects().length > 0;
        if (root.isConnected && root.open && isRendered !== root.matches(":modal")) {
            root.close();
            if (isRendered) {
                root.showModal();
                this.#onShow();
            } else {
                root.show();
            }
        }
    }

    close() {
        if (this.#isModal) {
            this.#rendering.disconnect();
            this.root.close();
        } else {
            this.root.hidePopover();
        }
    }

    /** Listens no longer. */
    forget() {
        this.#narrow.removeEventListener("change", this.#onChange);
        this.#rendering.disconnect();
    }
}
