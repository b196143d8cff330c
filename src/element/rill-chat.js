/**
 * The custom element `<rill-chat>`: its public face, its life, and the closed launcher.
 *
 * This is all that a page loads until somebody wants to chat, so it stays small: `inside.js` has the
 * rest. What the element takes and tells is declared in `schema.rs`; `settings.js` reads it.
 */

import { launcher, make } from "./make.js";
import { changed, defineProperties, observed, settings, upgrade } from "./settings.js";
import { wear } from "./sheets.js";
import css from "./element.css";

let inside;
let attempts = 0;

/** A browser may remember that a script could not be loaded; under another address it tries again. */
function loadInside() {
    inside ??= (
        attempts++
            ? import(
                  /* webpackIgnore: true */ /* @vite-ignore */ new URL(
                      `inside.js?${attempts}`,
                      import.meta.url,
                  ).href
              )
            : import("./inside.js")
    ).catch((error) => {
        inside = undefined;
        throw error;
    });
    return inside;
}

export class RillChat extends (globalThis.HTMLElement ?? Object) {
    static observedAttributes = observed;

    #root = this.attachShadow({ mode: "open" });
    /** The panel and what is in it, once it was wanted. It outlives the time outside of a page. */
    #inside;
    #launcher;
    #watch;
    #history = [];
    #wasConnected = false;

    connectedCallback() {
        upgrade(this);
        if (this.#inside) {
            this.#inside.connect();
        } else if (!this.#root.firstChild) {
            this.#draw();
        }
        if (!this.#wasConnected && this.autofocus && document.activeElement === document.body) {
            this.focus();
        }
        this.#wasConnected = true;
    }

    /** `Element.moveBefore` keeps everything, so there is nothing to do. */
    connectedMoveCallback() {}

    disconnectedCallback() {
        // A move takes the element out and puts it in again at once.
        queueMicrotask(() => {
            if (!this.isConnected) {
                this.#watch?.disconnect();
                this.#inside?.disconnect();
            }
        });
    }

    adoptedCallback() {
        wear(this.#root, css, ...(this.#inside?.styles ?? []));
    }

    /** Called by `settings.js` for each setting that changes. */
    [changed](property) {
        if (this.#inside) {
            this.#inside.changed(property);
        } else if (property === "open" && this.#launcher) {
            if (this.open) {
                this.#soon((inside) => inside.opened());
            }
        } else if (this.#wasConnected) {
            this.#draw();
        }
    }

    async load() {
        const inside = await this.#enter();
        await inside.start();
    }

    async send(message) {
        const inside = await this.#enter();
        return inside.send(message);
    }

    stop() {
        this.#inside?.chat?.stop();
    }

    async retry() {
        const inside = await this.#enter();
        return inside.ask("retry");
    }

    async continue() {
        const inside = await this.#enter();
        return inside.ask("continueAnswer");
    }

    async clear() {
        const inside = await this.#enter();
        await inside.clear();
    }

    async export() {
        const inside = await this.#enter();
        return inside.export();
    }

    /** Starts the chat anew after it has failed, with the conversation as it was. */
    async restart() {
        await this.load();
    }

    focus(options) {
        if (this.#inside) {
            this.#inside.focus(options);
        } else if (this.#launcher) {
            this.#launcher.focus(options);
        } else {
            this.#soon((inside) => inside.focus(options));
        }
    }

    show() {
        this.open = true;
    }

    close() {
        this.open = false;
    }

    get answering() {
        return this.#inside?.chat?.answering ?? false;
    }

    get messages() {
        return this.#inside?.chat?.messages ?? [];
    }

    get history() {
        return this.#inside?.chat?.history ?? this.#history;
    }

    set history(contents) {
        this.#history = contents ?? [];
        this.#inside?.setHistory(this.#history);
    }

    /** What is there before the panel. */
    #draw() {
        wear(this.#root, css);
        this.#watch?.disconnect();
        this.#launcher = undefined;
        const isInline = this.mode === "inline";
        if (!isInline) {
            this.#launcher = launcher(this.labels);
            this.#launcher.onclick = () => this.show();
            this.#launcher.onpointerenter = () => this.#soon();
        }
        this.#root.replaceChildren(...(isInline ? [] : [this.#launcher]));
        if (isInline || this.open || this.loading === "eager") {
            this.#soon();
        } else if (this.loading === "idle") {
            (globalThis.requestIdleCallback ?? setTimeout)(() => this.isConnected && this.#soon());
        }
    }

    /** Lets the panel be there soon. What goes wrong is shown. */
    #soon(then = () => {}) {
        this.#enter().then(then, (error) => {
            console.error(error);
            const again = make("button", { type: "button" }, this.labels?.again ?? "Try again");
            again.onclick = () => {
                this.#draw();
                this.#soon();
            };
            const sentence = this.labels?.["load-failed"] ?? "The chat could not be loaded.";
            this.#root.replaceChildren(
                make("p", { role: "alert", class: "rill-unloaded" }, sentence, again),
            );
        });
    }

    async #enter() {
        const { Inside } = await loadInside();
        if (!this.#inside) {
            this.#inside = new Inside(this, this.#root, css, this.#history, () => settings(this));
            if (this.isConnected) {
                this.#inside.connect();
            }
        }
        return this.#inside;
    }
}

defineProperties(RillChat.prototype);

if (globalThis.customElements && !customElements.get("rill-chat")) {
    customElements.define("rill-chat", RillChat);
}
