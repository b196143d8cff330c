/**
 * The inside of the element: its panel, the frame that is there before the program runs, the program
 * itself, and what it tells the page.
 */

import { recorded } from "../js/recorded.js";
import { instance } from "./engine.js";
import { Frame } from "./frame.js";
import { isHistory } from "./history.js";
import { fill, launcher, make } from "./make.js";
import { Panel, isInert } from "./panel.js";
import { Promised } from "./promised.js";
import { wear } from "./sheets.js";
import { Speech } from "./speech.js";
import { told } from "./told.js";
import frameCss from "./frame.css";

/** What the page is told of each reason why the program cannot be loaded. */
const KINDS = {
    network: "load-failed",
    blocked: "forbidden-by-policy",
    unsupported: "no-webassembly",
};

/** There is no page, or no longer, in which the program could run. */
class NotInPage extends Error {
    constructor() {
        super("<rill-chat> is not in a page");
    }
}

/** How long somebody is waited for who does not look, in milliseconds. */
const UNSEEN = 100;

/** Until what is there has been painted and the page has nothing else to do, or nobody looks. */
const painted = () =>
    new Promise((resolve) => {
        const rest = globalThis.requestIdleCallback ?? setTimeout;
        requestAnimationFrame(() => rest(resolve));
        setTimeout(resolve, UNSEEN);
    });

/** What was there already does not appear once more. */
function settle(root) {
    for (const animation of root.getAnimations?.() ?? []) {
        if (animation.animationName === "rill-appear") {
            animation.finish();
        }
    }
}

export class Inside {
    /** The chat, while it runs. */
    chat = null;
    #element;
    #root;
    /** What the element's own script has and this one does not: see the constructor. */
    #outer;
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
    /** What it begins with; and what was last known of it while nothing runs. */
    #history = [];
    #messages = [];
    /** What the page waits for, and how often it was called back. */
    #promised = new Promised();
    #stops = 0;
    /** Whether the panel is open, and who in the page had the focus before. */
    #isOpen = false;
    #opener = null;
    /** Ends what an instance that has failed can no longer end. */
    #life = null;
    #isDrawing = false;
    /** Who keeps the focus for the field while that is disabled. */
    #keeper = null;
    /** How far the conversation is scrolled, which it forgets when it is moved. */
    #top = 0;
    #speech;

    /**
     * `outer` has the sheet of the element, the history to begin with, `settings()` that gives what
     * the element was told, the program's `address()` and how to `take` it, as it may be on its way,
     * and `onStart()`, which is called when the program is wanted, by whomever.
     */
    constructor(element, root, outer) {
        this.#element = element;
        this.#root = root;
        this.#outer = outer;
        this.#speech = new Speech(element, () => this.#tellAll());
        this.history = outer.history;
    }

    /** What the shadow root wears beside the element's own sheet. */
    get styles() {
        return [this.#shared?.css ?? frameCss];
    }

    connect() {
        if (this.#panel?.view === this.#element.ownerDocument.defaultView) {
            // It was moved, and nothing stays open on the way.
            if (this.#isOpen) {
                this.#panel.open();
            }
            this.#scroll();
            return;
        }
        this.#draw();
        // What was said is shown wherever it can be seen, and the program has it.
        if (this.#records.size || this.#frame?.sent != null) {
            this.#soon();
        }
        this.#speech.connect();
    }

    /** Takes the chat out: its answer is closed, its memory freed. What was said and written stays. */
    disconnect() {
        this.#starting = null;
        this.#speech.disconnect();
        const draft = this.#draft();
        const chat = this.#enter();
        if (chat?.messages.length) {
            this.#history = chat.history;
            this.#messages = chat.messages;
        }
        this.#forget();
        chat?.unmount();
        this.#panel?.forget();
        this.#panel = null;
        this.#isOpen = false;
        this.#retreat(draft);
    }

    changed(property) {
        if (!this.#panel) {
            return;
        }
        if (property === "lang") {
            this.#speech.listen();
        }
        if (property === "disabled") {
            this.#lend();
        }
        if (property === "open") {
            this.#toggle();
        } else if (property === "mode") {
            this.#redraw();
        } else {
            this.#label();
        }
        this.#enter()?.update(this.#told());
    }

    send(message) {
        return this.#ask((chat) => this.#promised.answer(() => this.#enter(chat).send(message)));
    }

    /** What has not gone out comes back to where it was written. */
    stop() {
        this.#stops += 1;
        this.#enter()?.stop();
        if (this.#waits) {
            this.#frame.takeBack();
            this.#takeOver();
        }
    }

    retry() {
        return this.#ask((chat) => {
            // An answer that fails leaves its place to the old one.
            const old = [chat.messages.at(-1)?.id];
            return this.#promised.answer(() => this.#enter(chat).retry(), old);
        });
    }

    continue() {
        return this.#ask((chat) => {
            const last = [chat.messages.at(-1)?.id];
            return this.#promised.answer(() => this.#enter(chat).continueAnswer(), last, false);
        });
    }

    async clear() {
        const cleared = this.#enter(await this.start()).clear();
        this.#promised.release();
        this.#history = this.#messages = [];
        if (this.#waits) {
            this.#frame.sent = null;
            this.#takeOver();
        }
        await cleared;
    }

    /** Does something when the program runs, unless it was called back meanwhile. */
    async #ask(act) {
        const stops = this.#stops;
        const chat = await this.start();
        return stops === this.#stops ? act(chat) : undefined;
    }

    /** Whether a message in the frame has not gone out yet. */
    get #waits() {
        return this.#frame?.sent != null && !this.#frame.isOut;
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
            this.#field?.focus(options);
        }
        // A field that is disabled takes no focus, and without it no key closes the panel.
        if (this.#isOpen && !this.#root.activeElement) {
            this.#panel.root.focus(options);
        }
    }

    get history() {
        return this.chat?.history ?? this.#history;
    }

    get messages() {
        return this.chat?.messages ?? this.#messages;
    }

    set history(contents) {
        if (!isHistory(contents)) {
            return;
        }
        this.#history = contents;
        this.#messages = [];
        this.#records.clear();
        if (this.#panel) {
            this.#label();
        }
        this.#enter()?.setHistory(contents);
        this.#promised.release();
    }

    // Drawing

    #told() {
        return told(this.#element, this.#outer.settings(), this.#speech);
    }

    /** Has what is there, and the program, say what the element was told. */
    #tellAll() {
        if (this.#panel) {
            this.#label();
        }
        this.#enter()?.update(this.#told());
    }

    #dress() {
        wear(this.#root, this.#outer.css, ...this.styles);
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
        const { mode, open } = this.#element;
        const hadFocus = this.#panel?.root.contains(this.#root.activeElement);
        this.#panel?.forget();
        const panel = new Panel(mode, this.#element, {
            onClose: () => this.#element.close(),
            onChange: () => this.#redraw(),
        });
        if (this.chat && !this.#waits) {
            this.#takeOver(true);
            panel.root.append(this.#place);
        } else {
            this.#frame ??= this.#newFrame();
            panel.root.append(this.#frame.root);
        }
        this.#launcher = mode === "inline" ? null : this.#findLauncher();
        this.#panel = panel;
        this.#label();
        fill(this.#root, this.#launcher, panel.root);
        this.#dress();
        if (this.#launcher && open) {
            this.#open();
        } else {
            this.#isOpen = false;
        }
        this.#scroll();
        if (hadFocus) {
            this.focus();
        }
    }

    /** Has the conversation keep the focus for a field that is disabled, which no key would reach. */
    #lend() {
        const [field, scroller] = ["textarea", ".rill-scroller"].map((it) =>
            this.#panel.root.querySelector(it),
        );
        const { activeElement } = this.#root;
        if (!this.#element.disabled && activeElement && activeElement === this.#keeper) {
            // When it can be written in again.
            setTimeout(() => this.focus({ preventScroll: true }));
        }
        this.#keeper = null;
        if (this.#element.disabled && activeElement && activeElement === field) {
            this.#keeper = scroller;
            scroller.focus({ preventScroll: true });
        }
    }

    /** Goes back to where the reader was. */
    #scroll() {
        const scroller = this.#place?.querySelector(".rill-scroller");
        if (scroller) {
            scroller.scrollTop = this.#top;
        }
    }

    /** The one that is there already, or a new one. */
    #findLauncher() {
        const found = this.#root.querySelector(".rill-launcher") ?? launcher();
        found.hidden = false;
        found.onclick = () => this.#element.show();
        found.onpointerenter = () => this.#soon();
        return found;
    }

    /** Has what is there say what the element was told. The program does that by itself. */
    #label() {
        const words = this.#speech.words;
        const told = this.#told();
        if (this.#launcher) {
            this.#launcher.setAttribute("aria-label", words.open);
            this.#panel.root.setAttribute("aria-label", told.chatTitle.trim() || words.chat);
        }
        const isNew = !this.#records.size && !this.#history.length && !told.keep;
        this.#frame?.show({ ...told, words, isNew, closes: !!this.#launcher });
    }

    #newFrame() {
        const frame = new Frame({
            onClose: () => this.#element.close(),
            onSend: () => this.#soon(),
        });
        frame.root.addEventListener("focusin", () => this.#soon());
        return frame;
    }

    /** Where the person writes, in the chat itself. */
    get #field() {
        return this.#place?.querySelector("textarea");
    }

    /** What is being written. It is read from the page: what broke can no longer be asked. */
    #draft() {
        return this.#field?.value ?? "";
    }

    /** Puts the frame in the place of what is gone. One that is still there has its own draft. */
    #retreat(draft) {
        if (!this.#frame) {
            this.#frame = this.#newFrame();
            this.#frame.draft = draft;
        } else if (this.#frame.isOut) {
            this.#frame.sent = null;
            this.#frame.isOut = false;
        }
    }

    #toggle() {
        if (!this.#launcher || this.#isOpen === this.#element.open) {
            return;
        }
        if (this.#element.open) {
            this.#open();
            this.opened();
        } else {
            const hadFocus = this.#panel.root.contains(this.#root.activeElement);
            this.#isOpen = false;
            this.#launcher.hidden = false;
            this.#panel.close();
            if (hadFocus) {
                this.#opener?.focus();
                // One that has gone or is disabled takes no focus.
                if (!this.#opener?.matches(":focus")) {
                    this.#launcher.focus();
                }
            }
            this.#emit("close");
        }
    }

    #open() {
        if (!this.#isOpen) {
            const { activeElement, body } = this.#element.getRootNode();
            const isOther = activeElement !== this.#element && activeElement !== body;
            this.#opener = isOther ? activeElement : null;
        }
        this.#isOpen = true;
        if (this.#panel.isInert !== isInert(this.#element)) {
            // Another one, which opens.
            this.#draw();
            return;
        }
        this.#panel.open();
        this.#launcher.hidden = true;
        this.#soon();
    }

    /** Somebody has opened it, which a page that loads with an open chat has not. */
    opened() {
        if (this.#isOpen) {
            this.focus();
            this.#emit("open");
        }
    }

    // Running

    /** What goes wrong is shown in the element. */
    #soon() {
        this.start().catch(() => {});
    }

    start() {
        this.#outer.onStart();
        if (!this.#starting) {
            const starting = this.#run();
            this.#starting = starting;
            starting.catch((error) => {
                if (this.#starting !== starting) {
                    return;
                }
                this.#starting = null;
                if (!(error instanceof NotInPage)) {
                    console.error(error);
                    this.#complain(error.code, error.message);
                }
            });
        }
        return this.#starting;
    }

    async #run() {
        const life = new AbortController();
        this.#life = life;
        const { address, take } = this.#outer;
        // Whoever wants to write is not kept waiting by what comes after it.
        await painted();
        const shared = await instance(address(), take);
        await this.#frame?.composed();
        if (!this.#element.isConnected) {
            throw new NotInPage();
        }
        if (life !== this.#life) {
            // It had left the page, and is back.
            return this.start();
        }
        // Another element may have broken the instance meanwhile.
        return shared.failed ? this.#run() : this.#mount(shared);
    }

    #mount(shared) {
        const place = make("div", { class: "rill-place" });
        this.#shared = shared;
        place.addEventListener(
            "scroll",
            ({ target }) => {
                if (target.matches(".rill-scroller")) {
                    this.#top = target.scrollTop;
                }
            },
            true,
        );
        this.chat = shared.mount(
            this,
            place,
            this.#host(),
            this.#told(),
            this.#records,
            this.#history,
        );
        this.#place = place;
        const { sent } = this.#frame;
        if (sent == null) {
            this.#takeOver();
        } else if (!this.#enter().send(sent)) {
            this.#frame.takeBack();
            this.#takeOver();
        }
        return this.chat;
    }

    /**
     * Puts the chat in the place of the frame, with what was written. If something was sent, that is
     * when the chat shows it: it may first have to look for what was said before. Who is in the middle
     * of a word is waited for, unless the frame goes anyway.
     */
    #takeOver(atOnce = false) {
        const frame = this.#frame;
        if (!frame || !this.chat) {
            return;
        }
        if (frame.isComposing && !atOnce) {
            frame.composed().then(() => this.#takeOver());
            return;
        }
        this.#frame = null;
        this.#enter().draft = frame.draft;
        this.#dress();
        frame.root.after(this.#place);
        const field = this.#field;
        // The program writes the draft there a moment later, which would move the caret.
        field.value = frame.draft;
        if (frame.root.contains(this.#root.activeElement)) {
            // Before the other one goes, so that a keyboard on the screen stays where it is.
            field.focus({ preventScroll: true });
            field.setSelectionRange(...frame.selection);
        }
        frame.root.remove();
        if (frame.sent != null) {
            settle(this.#root);
        }
    }

    /** What the program asks of the element. */
    #host() {
        const { signal } = this.#life;
        const shared = this.#shared;
        return {
            // Also by what an instance that has failed goes on with, of which nobody is told.
            enter: () => {
                shared.current = this;
            },
            close: () => this.#element.close(),
            emit: (name, detail) => this.#tell(name, detail),
            // An instance that has failed closes no connection any more.
            fetch: (url, init) =>
                (this.#element.fetch ?? globalThis.fetch)(url, {
                    ...init,
                    signal: AbortSignal.any?.([init.signal, signal]) ?? init.signal,
                }),
            math: shared.math,
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
        this.#promised.release();
    }

    /** Called by the instance when it breaks while it works for this element. */
    instanceFailed(shared, error) {
        if (shared !== this.#shared) {
            return;
        }
        const draft = this.#draft();
        this.#forget();
        this.#starting = null;
        if (this.#records.size) {
            this.#history = recorded(this.#records);
        }
        // Not while the stack of what broke is still there.
        queueMicrotask(() => {
            this.#retreat(draft);
            if (this.#element.isConnected) {
                this.#draw();
                this.#complain(undefined, String(error));
            }
        });
    }

    /** Says why there is no chat, and offers what may help. `code` is that of a program that did not load. */
    #complain(code, detail) {
        const [sentence, remedy] = code ? [`load-${code}`, "retry"] : ["crashed", "restart"];
        this.#frame?.complain(sentence, remedy, () => this.#soon());
        this.#emit("error", {
            kind: KINDS[code] ?? "crashed",
            message: this.#speech.words[sentence],
            detail,
        });
    }

    // Telling

    /** What the program tells. The page hears of it when the program is done, so that it may call back. */
    #tell(name, detail) {
        if (name === "before-send") {
            return this.#emit(name, detail, true);
        }
        if (name === "message" && this.#frame) {
            this.#frame.isOut = true;
            // By then it is in the page, and the request is on its way.
            setTimeout(() => this.#takeOver());
        }
        if (name === "message" && detail.message.role === "model") {
            this.#promised.begun(detail.message.id);
        }
        queueMicrotask(() => {
            this.#emit(name, detail);
            if (name === "finish") {
                this.#promised.ended(detail);
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
