/**
 * The inside of the element: its panel, the frame that is there before the program runs, the program
 * itself, and what it tells the page.
 */

import { instance } from "./engine.js";
import { Frame } from "./frame.js";
import languages from "./languages.js";
import { launcher, make } from "./make.js";
import { wear } from "./sheets.js";
import frameCss from "./frame.css";

/** What people read before the program brings the rest. */
const WORDS = {
    open: "Open chat",
    close: "Close",
    chat: "Chat",
    message: "Message",
    send: "Send",
    conversation: "Conversation",
    greeting: "How can I help you?",
    placeholder: "Write a message",
    again: "Try again",
    restart: "Start again",
    network: "The chat could not be loaded.",
    blocked:
        "The chat cannot start: this page's Content Security Policy does not allow WebAssembly ('wasm-unsafe-eval').",
    unsupported: "The chat cannot start: this browser has no WebAssembly.",
    failed: "The chat has broken down. The conversation is kept.",
};

/** How far from being seen a chat is loaded. */
const NEAR = "50%";

/** The events of a person, before which it is said for whom the program works. */
const EVENTS = [
    "click",
    "input",
    "keydown",
    "pointerdown",
    "mousedown",
    "submit",
    "copy",
    "scroll",
    "focusin",
];

export class Inside {
    /** The chat, while it runs. */
    chat = null;
    #element;
    #root;
    #outerCss;
    #settings;
    #panel = null;
    #launcher = null;
    #frame = null;
    /** The instance of the program that works for this element. */
    #shared = null;
    #place = null;
    /** Loading, or running: a promise of the chat. */
    #starting = null;
    /** The conversation, which outlives instances and the element's time outside of the page. */
    #records = new Map();
    /** What it begins with. */
    #history;
    /** Who waits for an answer to end. */
    #waiting = [];
    /** Ends what an instance that has failed can no longer end. */
    #life = null;
    #watch = null;
    #isDrawing = false;
    /** The language that was last asked for, and its words. */
    #language;
    #spoken = {};

    /** `settings` gives what the element was told; its script has its own copy of what reads that. */
    constructor(element, root, outerCss, history, settings) {
        this.#element = element;
        this.#root = root;
        this.#outerCss = outerCss;
        this.#history = history;
        this.#settings = settings;
    }

    /** What the shadow root wears beside the element's own sheet. */
    get styles() {
        return [this.#shared?.css ?? frameCss];
    }

    connect() {
        if (!this.#panel) {
            this.#draw();
            this.#plan();
            this.#listenToLanguage();
        }
    }

    /** Without its words a chat speaks English. */
    #listenToLanguage() {
        this.#speak().catch((error) =>
            console.warn("<rill-chat>: no words for this language", error),
        );
    }

    /** Takes the chat out: its answer is closed, its memory freed. What was said stays. */
    disconnect() {
        this.#watch?.disconnect();
        this.#starting = null;
        const chat = this.#enter();
        this.#forget();
        chat?.unmount();
        this.#panel = this.#frame = null;
    }

    changed(property) {
        if (!this.#panel) {
            return;
        }
        if (property === "lang") {
            this.#listenToLanguage();
        }
        if (property === "open") {
            this.#toggle();
        } else if (property === "mode" || !this.chat) {
            this.#redraw();
        }
        this.#enter()?.update(this.#told());
    }

    async send(message) {
        return this.#answered(await this.start(), (chat) => chat.send(message));
    }

    async ask(method) {
        return this.#answered(await this.start(), (chat) => chat[method]());
    }

    async clear() {
        this.#enter(await this.start()).clear();
    }

    async export() {
        return this.#enter(await this.start()).export();
    }

    focus(options) {
        if (this.#launcher && !this.#element.open) {
            this.#launcher.focus(options);
        } else if (this.#frame) {
            this.#frame.focus(options);
        } else {
            this.#enter()?.focus();
        }
    }

    setHistory(contents) {
        this.#history = contents;
        this.#records.clear();
        this.#enter()?.setHistory(contents);
    }

    /** Kept when the answer has ended, with what `rill-finish` tells; at once if nothing was asked. */
    #answered(chat, ask) {
        return new Promise((resolve) => {
            this.#waiting.push(resolve);
            if (!ask(this.#enter(chat))) {
                this.#waiting = this.#waiting.filter((it) => it !== resolve);
                resolve();
            }
        });
    }

    // Drawing

    #words() {
        return { ...WORDS, ...this.#spoken, ...this.#element.labels };
    }

    /** Gets the words of the language that the element speaks, or that is spoken around it. */
    async #speak() {
        const asked = this.#element.closest("[lang]")?.lang.toLowerCase() ?? "";
        const known = Object.keys(languages).find((tag) => `${asked}-`.startsWith(`${tag}-`));
        if (known === this.#language) {
            return;
        }
        this.#language = known;
        this.#spoken = known ? (await languages[known]()).default : {};
        if (this.#panel && !this.chat) {
            this.#redraw();
        }
        this.#enter()?.update(this.#told());
    }

    /** The settings as the program takes them: what is blank is not set. */
    #told() {
        const told = this.#settings();
        const { retryAttempts, retryBaseDelay, retryMaxDelay } = told;
        const { silenceNotice, silenceLimit, continuations } = told;
        for (const name of ["model", "apiKey", "apiVersion", "systemInstruction"]) {
            told[name] ||= null;
        }
        told.labels = { ...this.#spoken, ...told.labels };
        told.recovery = {
            attempts: retryAttempts,
            baseDelay: retryBaseDelay,
            maxDelay: retryMaxDelay,
            silenceNotice,
            silenceLimit,
            continuations,
        };
        return told;
    }

    #dress() {
        wear(this.#root, this.#outerCss, ...this.styles);
    }

    /** Once for all that changes together. */
    #redraw() {
        if (!this.#isDrawing) {
            this.#isDrawing = true;
            queueMicrotask(() => {
                this.#isDrawing = false;
                if (this.#panel) {
                    this.#draw();
                }
            });
        }
    }

    #draw() {
        const isInline = this.#element.mode === "inline";
        const words = this.#words();
        const panel = isInline
            ? make("div", { class: "rill-panel", part: "panel" })
            : make("dialog", {
                  class: "rill-panel",
                  part: "panel",
                  "aria-label": this.#element.chatTitle || words.chat,
                  "data-mode": this.#element.mode,
              });
        if (this.chat) {
            panel.append(this.#place);
        } else {
            this.#drawFrame(panel, words, !isInline);
        }
        if (isInline) {
            this.#launcher = null;
        } else {
            this.#launcher = launcher(words);
            this.#launcher.addEventListener("click", () => this.#element.show());
            this.#launcher.addEventListener("pointerenter", () => this.#soon());
            // Escape stops an answer first; then it closes.
            panel.addEventListener("keydown", (event) => {
                if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) {
                    event.preventDefault();
                    this.#element.close();
                }
            });
            panel.addEventListener("cancel", (event) => {
                event.preventDefault();
                this.#element.close();
            });
        }
        this.#panel = panel;
        this.#root.replaceChildren(...[this.#launcher, panel].filter(Boolean));
        this.#dress();
        if (!isInline && this.#element.open) {
            this.#open();
        }
    }

    #drawFrame(panel, words, closes) {
        const before = this.#frame;
        const hadFocus = before?.root.contains(this.#root.activeElement);
        this.#frame = new Frame({
            words,
            closes,
            title: this.#element.chatTitle,
            greeting: this.#element.greeting || words.greeting,
            placeholder: this.#element.placeholder || words.placeholder,
            disabled: this.#element.disabled,
            onClose: () => this.#element.close(),
            onSend: () => this.#soon(),
        });
        if (before) {
            this.#frame.draft = before.draft;
            if (before.sent != null) {
                this.#frame.send(before.sent);
            }
        }
        this.#frame.root.addEventListener("focusin", () => this.#soon());
        panel.append(this.#frame.root);
        if (hadFocus) {
            queueMicrotask(() => this.focus());
        }
    }

    #toggle() {
        if (!this.#launcher) {
            return;
        }
        if (this.#element.open) {
            this.#open();
            this.opened();
        } else {
            const hadFocus = this.#panel.contains(this.#root.activeElement);
            this.#panel.close();
            this.#launcher.hidden = false;
            if (hadFocus) {
                this.#launcher.focus();
            }
            this.#emit("close");
        }
    }

    #open() {
        if (this.#element.mode === "fullscreen") {
            this.#panel.showModal();
        } else {
            // Not with `show`, which takes the focus, also from a reader who has only loaded the page.
            this.#panel.open = true;
        }
        this.#launcher.hidden = true;
        this.#soon();
    }

    /** Somebody has opened it, which a page that loads with an open chat has not. */
    opened() {
        this.focus();
        this.#emit("open");
    }

    // Running

    /** Starts the program when the time has come that the page has chosen. */
    #plan() {
        const { loading, open } = this.#element;
        const isInline = !this.#launcher;
        if (
            this.#records.size ||
            loading === "eager" ||
            loading === "idle" ||
            (open && !isInline)
        ) {
            this.#soon();
        } else if (loading === "visible" && isInline) {
            this.#watch = new IntersectionObserver(
                (entries) => entries.some((entry) => entry.isIntersecting) && this.#soon(),
                { rootMargin: NEAR },
            );
            this.#watch.observe(this.#element);
        }
    }

    /** What goes wrong is shown in the element. */
    #soon() {
        this.start().catch(() => {});
    }

    start() {
        this.#watch?.disconnect();
        if (!this.#starting) {
            const starting = this.#run();
            this.#starting = starting;
            starting.catch((error) => {
                if (this.#starting === starting) {
                    this.#starting = null;
                    console.error(error);
                    this.#complain(
                        error.code ?? "failed",
                        error.code === "network" ? "again" : "restart",
                    );
                }
            });
        }
        return this.#starting;
    }

    async #run() {
        const life = new AbortController();
        this.#life = life;
        const shared = await instance(this.#element.wasmUrl || undefined);
        await this.#frame?.composed();
        if (life === this.#life && this.#element.isConnected) {
            return this.#mount(shared);
        }
        // It has left the page meanwhile, and may be back.
        if (this.#element.isConnected) {
            return this.start();
        }
        throw new Error("<rill-chat> has left the page");
    }

    #mount(shared) {
        const frame = this.#frame;
        const place = make("div", { class: "rill-place" });
        this.#shared = shared;
        // Whatever happens in here is this element's, whoever else uses the instance.
        for (const type of EVENTS) {
            place.addEventListener(type, () => this.#enter(), true);
        }
        this.#dress();
        frame.root.after(place);
        const chat = shared.mount(
            this,
            place,
            this.#host(),
            this.#told(),
            this.#records,
            this.#history,
        );
        this.chat = chat;
        this.#place = place;
        chat.draft = frame.draft;
        const hadFocus = frame.root.contains(this.#root.activeElement);
        frame.root.remove();
        this.#frame = null;
        if (hadFocus) {
            const field = place.querySelector("textarea");
            // The program writes the draft there a moment later, which would move the caret.
            field.value = frame.draft;
            chat.focus();
            field.setSelectionRange(...frame.selection);
        }
        if (frame.sent != null) {
            chat.send(frame.sent);
        }
        return chat;
    }

    /** What the program asks of the element. */
    #host() {
        const { signal } = this.#life;
        const request = this.#shared.requester(this.#element);
        return {
            enter: () => this.#enter(),
            close: () => this.#element.close(),
            emit: (name, detail) => this.#tell(name, detail),
            // An instance that has failed closes no connection any more.
            fetch: (url, init) =>
                request(url, {
                    ...init,
                    signal: AbortSignal.any?.([init.signal, signal]) ?? init.signal,
                }),
            math: this.#shared.math,
        };
    }

    /** Marks that the instance works for this element now. */
    #enter(chat = this.chat) {
        if (this.#shared) {
            this.#shared.current = this;
        }
        return chat;
    }

    #forget() {
        this.#life?.abort();
        this.chat = this.#shared = this.#place = this.#life = null;
        for (const resolve of this.#waiting.splice(0)) {
            resolve();
        }
    }

    /** Called by the instance when it breaks while it works for this element. */
    instanceFailed(shared, error) {
        if (shared !== this.#shared) {
            return;
        }
        // Read from the page: what broke can no longer be asked.
        const draft = this.#place?.querySelector("textarea")?.value ?? this.#frame?.draft ?? "";
        this.#forget();
        this.#starting = null;
        this.#emit("error", {
            kind: "crashed",
            message: this.#words().failed,
            detail: String(error),
        });
        // Not while the stack of what broke is still there.
        queueMicrotask(() => {
            if (this.#element.isConnected) {
                this.#frame = null;
                this.#draw();
                this.#frame.draft = draft;
                this.#complain("failed", "restart");
            }
        });
    }

    #complain(code, remedy) {
        const words = this.#words();
        this.#frame?.complain(words[code] ?? words.failed, words[remedy], () => this.#soon());
    }

    // Telling

    /** What the program tells. The page hears of it when the program is done, so that it may call back. */
    #tell(name, detail) {
        if (name === "before-send") {
            return this.#emit(name, detail, true);
        }
        queueMicrotask(() => {
            this.#emit(name, detail);
            if (name === "finish") {
                for (const resolve of this.#waiting.splice(0)) {
                    resolve(detail);
                }
            }
        });
        return true;
    }

    #emit(name, detail, cancelable = false) {
        return this.#element.dispatchEvent(
            new CustomEvent(`rill-${name}`, { detail, cancelable, bubbles: true, composed: true }),
        );
    }
}
