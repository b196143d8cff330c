/**
 * The custom element `<rill-chat>`: its public API, its lifecycle callbacks and its launcher.
 *
 * This is all that a page loads until the chat is needed, so it stays small; `inside.js` does the
 * rest. `schema.rs` declares the API; `settings.js` implements its attributes and properties.
 */

import { matchLanguage } from "./language.js";
import { fill, launcher, make } from "./make.js";
import { address, prefetch, take } from "./prefetch.js";
import { changed, defineProperties, observed, settings, upgrade } from "./settings.js";
import { adoptStyles } from "./sheets.js";
import words from "./words.js";
import css from "./element.css";

/** The margin around the viewport within which an inline chat starts to load. */
const NEAR = "50%";

let inside;
let attempts = 0;

/** Imports `inside.js`. Browsers may cache a failed import, so a retry also tries another URL. */
function loadInside() {
    inside ??= import("./inside.js")
        .catch((error) => {
            if (attempts++) {
                // This works for the scripts as published; a bundler renames them.
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
    /** The panel and its contents, created when first needed and kept while disconnected. */
    #inside;
    /** The program in `#inside`, or a stand-in until that exists. */
    #program = { answering: false, history: [], messages: [] };
    #launcher;
    #watch;
    #wasConnected;
    /** Whether the chat was opened before its panel existed. */
    #isOpening;
    /** Counts calls of `stop()`: each cancels the calls that still wait for the program. */
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

    /** `Element.moveBefore()` preserves all state, so there is nothing to do. */
    connectedMoveCallback() {}

    disconnectedCallback() {
        // A move disconnects the element and connects it again synchronously.
        queueMicrotask(() => {
            if (!this.isConnected) {
                this.#watch?.disconnect();
                this.#inside?.disconnect();
            }
        });
    }

    adoptedCallback() {
        adoptStyles(this.#root, css, ...(this.#inside?.styles ?? []));
    }

    /** Called by `settings.js` for each setting that changes. */
    [changed](property) {
        if (this.#inside) {
            this.#inside.changed(property);
        } else if (property === "open" && this.#launcher) {
            this.#isOpening = this.open;
            if (this.open) {
                this.#loadProgram();
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

    /** Restarts the chat after a crash, with its conversation. */
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
            // Does not steal the focus if it has moved in the meantime.
            this.#loadPanel(
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

    /** Draws what precedes the panel: the launcher, or nothing for an inline chat. */
    #draw() {
        adoptStyles(this.#root, css);
        if (this.mode === "inline") {
            this.#launcher = undefined;
            this.#loadPanel();
        } else {
            const open = this.#word("open");
            this.#launcher ??= launcher();
            this.#launcher.setAttribute("aria-label", open);
            this.#launcher.onclick = () => this.show();
            this.#launcher.onpointerenter = () => this.#loadPanel();
        }
        fill(this.#root, this.#launcher);
    }

    /** Loads the program now or later, as the `loading` attribute says. */
    #plan() {
        this.#watch?.disconnect();
        const isInline = this.mode === "inline";
        if (this.loading === "eager" || (this.open && !isInline)) {
            this.#loadProgram();
        } else if (this.loading === "idle") {
            (globalThis.requestIdleCallback ?? setTimeout)(
                () => this.loading === "idle" && this.isConnected && this.#loadProgram(),
            );
        } else if (this.loading === "visible" && isInline) {
            this.#watch = new IntersectionObserver(
                (entries) => entries.some((entry) => entry.isIntersecting) && this.#loadProgram(),
                { rootMargin: NEAR },
            );
            this.#watch.observe(this);
        }
    }

    /** Loads the program now, in parallel with the panel. */
    #loadProgram() {
        this.#loadPanel((inside) => inside.want());
        prefetch(address(this.wasmUrl));
    }

    #word(key) {
        const tag = matchLanguage(this, Object.keys(words)) ?? "en";
        return this.labels?.[key] ?? words[tag][key];
    }

    /** Loads the panel, then calls `then`. A failure is shown in the element. */
    #loadPanel(then = () => {}) {
        this.#enter().then(then, (error) => {
            console.error(error);
            // The user is not waiting for the panel.
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

    /** Calls a method of the program once that exists, with the state at the time of this call. */
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
