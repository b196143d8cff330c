/** The panel that holds the chat, inline or above the page. */

import { composes, make } from "./make.js";

/** The viewports that a popup covers entirely, as in `panel.css`. */
const NARROW = "(width < 30rem), (height < 30rem)";

/** Whether a key event types a character. */
const isTyped = ({ key, ctrlKey, metaKey }) => key.length === 1 && !ctrlKey && !metaKey;

/** The parent of a node as rendered: through slots, and out of shadow roots. */
const around = (node) => node.assignedSlot ?? node.parentNode ?? node.host;

/**
 * Whether an element is inert or covered: it or an ancestor is `inert`, or another element is modal
 * or fullscreen. A popover in it would be on top but inert as well; only a modal dialog works.
 */
export function isInert(host) {
    const ancestors = [];
    for (let node = host; node; node = around(node)) {
        ancestors.push(node);
    }
    // A modal element has the focus, and may be inside the shadow root of a component.
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
 * A panel above the page is in the top layer, where no ancestor clips it and no `z-index` of the
 * page covers it. One that covers the page is modal, so that the focus cannot get lost behind it.
 */
export class Panel {
    #narrow;
    #isModal;
    #onChange;
    #onShow;
    /** Waits a frame: browsers report an error if a callback resizes the element it observes. */
    #rendering = new ResizeObserver(() => requestAnimationFrame(() => this.#fit()));

    /**
     * `mode` is that of the element `host`. `onClose` is called when the user closes the panel,
     * `onChange` when the viewport has changed so that another kind of panel is needed, and
     * `onShow` when the page no longer hides the panel.
     */
    constructor(mode, host, { onClose, onChange, onShow }) {
        this.#onShow = onShow;
        this.view = host.ownerDocument.defaultView;
        this.#narrow = this.view.matchMedia(NARROW);
        this.isInert = isInert(host);
        this.#isModal =
            mode === "fullscreen" || (mode === "popup" && (this.isInert || this.#narrow.matches));
        this.root = make(this.#isModal ? "dialog" : "div", { class: "rill-panel", part: "panel" });
        // The hotkeys of a page ignore key events from text fields, but events from in here are
        // retargeted to the element.
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
        // The chat handles Escape first, if there is an answer to stop.
        this.root.addEventListener("keydown", (event) => {
            if (event.key === "Escape" && !event.defaultPrevented && !composes(event)) {
                event.preventDefault();
                onClose();
            }
        });
        this.root.addEventListener("cancel", (event) => {
            // The event of a dialog or a file picker inside the panel passes here too.
            if (event.target === this.root) {
                event.preventDefault();
                onClose();
            }
        });
    }

    /** Shows the panel. Only one that covers the page takes the focus. */
    open() {
        if (!this.root.isConnected) {
            // It is opened when the element is connected again.
            return;
        }
        if (this.#isModal) {
            // A dialog that was removed from the page while open still has its `open` attribute.
            this.root.close();
            this.root.showModal();
            this.#fit();
            this.#rendering.observe(this.root);
        } else {
            this.root.showPopover();
        }
    }

    /** Keeps the dialog modal only while it is rendered: nobody could close a hidden one. */
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

    /** Removes the listener and the observer. */
    forget() {
        this.#narrow.removeEventListener("change", this.#onChange);
        this.#rendering.disconnect();
    }
}
