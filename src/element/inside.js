/**
 * The inside of the element: its panel, the frame that is there before the program runs, the program
 * itself, and what it tells the page.
 */

import { RillError } from "../js/error.js";
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

/** What the reader is told of each reason why the program cannot be loaded: the key of a sentence. */
const UNLOADED = {
    "load-failed": "load-network",
    "forbidden-by-policy": "load-blocked",
    "no-webassembly": "load-unsupported",
};

/** There is no page, or no longer, in which the program could run, and nobody to be shown that. */
class NotInPage extends RillError {
    constructor() {
        super({ kind: "load-failed", message: "The chat is not in a page." });
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
    /** Loading, or running: a promise of the chat; and one of what is kept of the conversation. */
    #starting = null;
    #restored = null;
    /** The conversation, which outlives instances and the element's time outside of the page. */
    #records = new Map();
    /** What the page has it begin with; and what was last known of it while nothing runs. */
    #opening = [];
    #history = [];
    #messages = [];
    /** What the page waits for. */
    #promised = new Promised();
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
     * `stops()` that counts how often it was stopped, and `onStart()`, which is called when the program is wanted, by whomever.
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
            this.#frame?.endComposition();
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
        this.#frame?.endComposition();
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
        if (property === "keep" && (this.#starting || this.#records.size)) {
            this.#renew();
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

    /** Goes on with what is kept under another name. What was said before may be somebody else's. */
    #renew() {
        const opener = this.#opener;
        const hadFocus = this.#panel.root.contains(this.#root.activeElement);
        this.disconnect();
        this.history = this.#opening;
        this.connect();
        this.#opener = opener;
        if (hadFocus) {
            this.focus();
        }
        this.#try();
    }

    send(message, ...asked) {
        // It waits by itself for what is kept.
        return this.#ask(asked, "start", (chat) =>
            this.#promised.answer(() => this.#enter(chat).send(message)),
        );
    }

    /** What has not gone out comes back to where it was written. */
    stop() {
        this.#enter()?.stop();
        this.#promised.stop();
        if (this.#waits) {
            this.#frame.takeBack();
            this.#takeOver();
        }
    }

    retry(_, ...asked) {
        return this.#ask(asked, "load", (chat) => {
            // An answer that fails leaves its place to the old one.
            const old = [chat.messages.at(-1)?.id];
            return this.#promised.answer(() => this.#enter(chat).retry(), old);
        });
    }

    continue(_, ...asked) {
        return this.#ask(asked, "load", (chat) => {
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
        await cleared.catch((error) => {
            throw RillError.of(error);
        });
    }

    /**
     * Does something when the program runs, unless it was called back or has left the page since it
     * was asked for.
     */
    async #ask([stops, wasInPage], start, act) {
        const isOn = () => stops === this.#outer.stops();
        try {
            const chat = isOn() && (await this[start]());
            return chat && isOn() ? act(chat) : undefined;
        } catch (error) {
            if (wasInPage && error instanceof NotInPage) {
                return undefined;
            }
            throw error;
        }
    }

    /** Whether a message in the frame has not gone out yet. */
    get #waits() {
        return this.#frame?.sent != null && !this.#frame.isOut;
    }

    /** The chat, with what is kept. */
    async load() {
        const chat = await this.start();
        await this.#restored;
        // It may have broken meanwhile, or gone.
        return chat === this.chat ? chat : this.load();
    }

    async export() {
        return this.#enter(await this.load()).export();
    }

    /** What waits in the frame is sent after it. */
    async import(exported) {
        this.#enter(await this.load()).import(exported);
        this.#promised.release();
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
        this.#opening = this.#history = contents;
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
            onShow: () => this.focus(),
        });
        if (this.chat && !this.#waits) {
            this.#takeOver(true);
            panel.root.append(this.#place);
        } else {
            this.#frame ??= this.#newFrame();
            panel.root.append(this.#frame.root);
            this.#frame.endComposition();
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
            onSend: () => this.#try(),
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
            const hadFocus = this.#hasFocus;
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

    /** Whether the focus is in the panel, be it on what the page has put into a slot. */
    get #hasFocus() {
        const { activeElement } = this.#element.getRootNode();
        const isSlotted = activeElement !== this.#element && this.#element.contains(activeElement);
        return isSlotted || this.#panel.root.contains(this.#root.activeElement);
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
            this.#try();
            this.focus();
            this.#emit("open");
        }
    }

    // Running

    /** Has the program come, but not by itself where that went wrong: it might do so for ever. */
    #soon() {
        if (!this.#frame?.isTroubled) {
            this.#try();
        }
    }

    /** What goes wrong is shown in the element. */
    #try() {
        this.start().catch(() => {});
    }

    start() {
        this.#outer.onStart();
        if (!this.#starting) {
            this.#frame?.calm();
            const starting = this.#run();
            this.#starting = starting;
            starting.catch((error) => {
                if (this.#starting !== starting) {
                    return;
                }
                this.#starting = null;
                if (!(error instanceof NotInPage)) {
                    console.error(error);
                    this.#complain(error);
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
        let onRestored;
        this.#restored = new Promise((resolve) => {
            onRestored = resolve;
            this.#life.signal.addEventListener("abort", resolve);
        });
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
            this.#host(onRestored),
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
    #host(onRestored) {
        const { signal } = this.#life;
        const shared = this.#shared;
        // What an instance that has failed goes on with is nobody's.
        const isBroken = () => signal.reason instanceof RillError;
        return {
            // Also by what an instance that has failed goes on with, of which nobody is told.
            enter: () => {
                shared.current = this;
            },
            restored: onRestored,
            close: () => this.#element.close(),
            emit: (name, detail) => isBroken() || this.#tell(name, detail),
            // An instance that has failed closes no connection any more.
            fetch: async (url, init) => {
                if (isBroken()) {
                    throw signal.reason;
                }
                return (this.#element.fetch ?? globalThis.fetch)(url, {
                    ...init,
                    signal: AbortSignal.any?.([init.signal, signal]) ?? init.signal,
                });
            },
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

    #forget(reason) {
        this.#life?.abort(reason);
        this.chat = this.#shared = this.#place = this.#life = null;
        this.#promised.release();
    }

    /** Called by the instance when it breaks while it works for this element. */
    instanceFailed(shared, error) {
        if (shared !== this.#shared) {
            return;
        }
        const draft = this.#draft();
        // Or it would be taken down in there when it is collected, whoever that instance works for then.
        this.chat?.__destroy_into_raw();
        this.#forget(new RillError({ kind: "crashed", message: "The chat has failed." }));
        this.#starting = null;
        if (this.#records.size) {
            this.#history = recorded(this.#records);
        }
        // Not while the stack of what broke is still there.
        queueMicrotask(() => {
            this.#retreat(draft);
            if (this.#element.isConnected) {
                this.#complain(error);
                this.#draw();
            }
        });
    }

    /** Says why there is no chat, and offers what may help. What did not fail to load has crashed. */
    #complain(error) {
        const isUnloaded = error?.kind in UNLOADED;
        const kind = isUnloaded ? error.kind : "crashed";
        const sentence = isUnloaded ? UNLOADED[kind] : "crashed";
        this.#frame?.complain(sentence, isUnloaded ? "retry" : "restart", () => this.#try());
        const message = this.#speech.words[sentence];
        const detail = isUnloaded ? error.detail : String(error);
        // When it is shown.
        queueMicrotask(() => this.#emit("error", { kind, message, detail }));
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
