/**
 * The custom element `<rill-chat>`: its public face, its life, and the closed launcher.
 *
 * This is all that a page loads until somebody wants to chat, so it stays small: `inside.js` has the
 * rest. What the element takes and tells is declared in `schema.rs`; `settings.js` reads it.
 */

import { address, begin, take } from "./fetched.js";
import { spoken } from "./language.js";
import { fill, launcher, make } from "./make.js";
import { changed, defineProperties, observed, settings, upgrade } from "./settings.js";
import { wear } from "./sheets.js";
import words from "./words.js";
import css from "./element.css";

/** How far from being seen a chat is loaded. */
const NEAR = "50%";

let inside;
let attempts = 0;

/** A browser may remember that a script could not be loaded; under another address it tries again. */
function loadInside() {
    inside ??= import("./inside.js")
        .catch((error) => {
            if (attempts++) {
                // Of the scripts as they are in the package; a bundler's have other names.
                return import(
                    /* webpackIgnore: true */ /* @vite-ignore */ import.meta.url.replace(
                        /[^/]*$/,
                        `inside.js?${attempts}`,
                    )
                );
            }
            throw error;
        })
        .catch((error) => {
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
    /** The program in it, and what stands for that before. */
    #program = { answering: false, history: [], messages: [] };
    #launcher;
    #watch;
    #wasConnected;
    /** Whether somebody has opened it and waits for the panel. */
    #isOpening;
    /** How often it was stopped. */
    #stops = 0;

    connectedCallback() {
        upgrade(this);
        if (this.#inside) {
            this.#inside.connect();
        } else if (!this.#root.firstChild) {
            this.#draw();
        }
        this.#plan();
        const { activeElement, body } = document;
        if (!this.#wasConnected && this.autofocus && activeElement === body) {
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
            this.#isOpening = this.open;
            if (this.open) {
                this.#want();
            } else {
                this.#draw();
            }
        } else if (this.#wasConnected) {
            this.#draw();
        }
        if (this.#wasConnected && this.isConnected && ["loading", "mode"].includes(property)) {
            this.#plan();
        }
    }

    load() {
        return this.#call("load");
    }

    send(message) {
        return this.#call("send", message);
    }

    stop() {
        this.#stops++;
        this.#inside?.stop();
    }

    retry() {
        return this.#call("retry");
    }

    continue() {
        return this.#call("continue");
    }

    clear() {
        return this.#call("clear");
    }

    export() {
        return this.#call("export");
    }

    import(exported) {
        return this.#call("import", exported);
    }

    /** Starts the chat anew after it has failed, with the conversation as it was. */
    restart() {
        return this.load();
    }

    focus(options) {
        if (this.#inside) {
            this.#inside.focus(options);
        } else if (this.#launcher) {
            this.#launcher.focus(options);
        } else {
            const { activeElement } = document;
            // Who has gone on to something else meanwhile stays there.
            this.#soon(
                (inside) => document.activeElement === activeElement && inside.focus(options),
            );
        }
    }

    show() {
        this.open = true;
    }

    close() {
        this.open = false;
    }

    get answering() {
        return this.#program.answering;
    }

    get messages() {
        return this.#program.messages;
    }

    get history() {
        return this.#program.history;
    }

    set history(contents) {
        this.#program.history = contents ?? [];
    }

    /** What is there before the panel. */
    #draw() {
        wear(this.#root, css);
        if (this.mode === "inline") {
            this.#launcher = undefined;
            this.#soon();
        } else {
            const open = this.#word("open");
            this.#launcher ??= launcher();
            this.#launcher.setAttribute("aria-label", open);
            this.#launcher.onclick = () => this.show();
            this.#launcher.onpointerenter = () => this.#soon();
        }
        fill(this.#root, this.#launcher);
    }

    /** Loads the program when the time has come that the page has chosen. */
    #plan() {
        this.#watch?.disconnect();
        const isInline = this.mode === "inline";
        if (this.loading === "eager" || (this.open && !isInline)) {
            this.#want();
        } else if (this.loading === "idle") {
            (globalThis.requestIdleCallback ?? setTimeout)(
                () => this.loading === "idle" && this.isConnected && this.#want(),
            );
        } else if (this.loading === "visible" && isInline) {
            this.#watch = new IntersectionObserver(
                (entries) => entries.some((entry) => entry.isIntersecting) && this.#want(),
                { rootMargin: NEAR },
            );
            this.#watch.observe(this);
        }
    }

    /** Loads the program now: it comes while the panel is still on its way. */
    #want() {
        this.#soon((inside) => inside.want());
        begin(address(this.wasmUrl));
    }

    #word(key) {
        const tag = spoken(this, Object.keys(words)) ?? "en";
        return this.labels?.[key] ?? words[tag][key];
    }

    /** Lets the panel be there soon. What goes wrong is shown. */
    #soon(then = () => {}) {
        this.#enter().then(then, (error) => {
            console.error(error);
            // Nobody waits for it yet.
            if (this.#launcher && !this.open) {
                return;
            }
            const again = make("button", { type: "button" }, this.#word("retry"));
            again.onclick = () => {
                this.#draw();
                this.#plan();
            };
            fill(
                this.#root,
                make(
                    "p",
                    { role: "alert", class: "rill-unloaded" },
                    this.#word("load-network"),
                    " ",
                    again,
                ),
            );
        });
    }

    /** Calls a method as soon as that is possible, and says how things stood when it was asked for. */
    async #call(method, given) {
        const asked = [given, this.#stops, this.isConnected];
        await this.#enter();
        return this.#program[method](...asked);
    }

    async #enter() {
        const { Inside } = await loadInside();
        if (!this.#inside) {
            this.#inside = new Inside(this, this.#root, {
                css,
                history: this.#program.history,
                settings: () => settings(this),
                address: () => address(this.wasmUrl),
                take,
                stops: () => this.#stops,
                onStart: () => this.#watch?.disconnect(),
            });
            this.#program = this.#inside.program;
            if (this.isConnected) {
                this.#inside.connect();
            }
            if (this.#isOpening) {
                this.#inside.opened();
            }
        }
        return this.#inside;
    }
}

defineProperties(RillChat.prototype);

if (globalThis.customElements && !customElements.get("rill-chat")) {
    customElements.define("rill-chat", RillChat);
}
