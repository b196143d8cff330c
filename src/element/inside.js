/**
 * The inside of the element: its panel, and in it the frame that is there before the program runs, or
 * the chat. Who has the focus, what is said when something is wrong, and what the page is told.
 */

import { Frame } from "./frame.js";
import { fill, launcher } from "./make.js";
import { Panel, isInert } from "./panel.js";
import { Program } from "./program.js";
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

/** What was there already does not appear once more. */
function settle(root) {
    for (const animation of root.getAnimations?.() ?? []) {
        if (animation.animationName === "rill-appear") {
            animation.finish();
        }
    }
}

export class Inside {
    #element;
    #root;
    /** What the element's own script has and this one does not: see the constructor. */
    #outer;
    #panel = null;
    #launcher = null;
    #frame = null;
    /** Whether the panel is open, and who in the page had the focus before. */
    #isOpen = false;
    #opener = null;
    #isDrawing = false;
    /** Who keeps the focus for the field while that is disabled. */
    #keeper = null;
    /** How far the conversation is scrolled, which it forgets when it is moved. */
    #top = 0;
    #speech;
    /** The program of the element, and what the page asks of it. */
    program;

    /**
     * `outer` has the sheet of the element, the history to begin with, `settings()` that gives what
     * the element was told, the program's `address()` and how to `take` it, as it may be on its way,
     * `stops()` that counts how often it was stopped, and `onStart()`, which is called when the program
     * is wanted, by whomever.
     */
    constructor(element, root, outer) {
        this.#element = element;
        this.#root = root;
        this.#outer = outer;
        this.#speech = new Speech(element, () => this.#tellAll());
        this.program = new Program(element, outer, {
            told: () => told(element, outer.settings(), this.#speech),
            composed: () => this.#frame?.composed(),
            starting: () => this.#frame?.calm(),
            mounted: () => this.#mounted(),
            shown: () => this.#shown(),
            cleared: () => this.#cleared(),
            replaced: () => this.#panel && this.#label(),
            failed: (error) => this.#complain(error),
            broken: (error) => this.#broken(error),
            emit: (...all) => this.#emit(...all),
        });
        this.program.history = outer.history;
    }

    /** What the shadow root wears beside the element's own sheet. */
    get styles() {
        return [this.program.css ?? frameCss];
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
        if (this.program.hasRecords || this.#frame?.sent != null) {
            this.#soon();
        }
        this.#speech.connect();
    }

    /** Takes the chat out. What was said and written stays. */
    disconnect() {
        this.#frame?.endComposition();
        this.#speech.disconnect();
        const draft = this.#draft();
        this.program.leave();
        this.#panel?.forget();
        this.#panel = null;
        this.#isOpen = false;
        this.#retreat(draft);
    }

    changed(property) {
        if (!this.#panel) {
            return;
        }
        if (property === "keep" && (this.program.isWanted || this.program.hasRecords)) {
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
        this.program.update();
    }

    /** Goes on with what is kept under another name. What was said before may be somebody else's. */
    #renew() {
        const opener = this.#opener;
        const hadFocus = this.#panel.root.contains(this.#root.activeElement);
        this.disconnect();
        this.program.begin();
        this.connect();
        this.#opener = opener;
        if (hadFocus) {
            this.focus();
        }
        this.want();
    }

    /** What has not gone out comes back to where it was written. */
    stop() {
        this.program.stop();
        if (this.#waits) {
            this.#frame.takeBack();
            this.#takeOver();
        }
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

    // Drawing

    /** Has what is there, and the program, say what the element was told. */
    #tellAll() {
        if (this.#panel) {
            this.#label();
        }
        this.program.update();
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
        if (this.program.chat && !this.#waits) {
            this.#takeOver(true);
            panel.root.append(this.program.place);
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
        const scroller = this.program.place?.querySelector(".rill-scroller");
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
        const all = told(this.#element, this.#outer.settings(), this.#speech);
        if (this.#launcher) {
            this.#launcher.setAttribute("aria-label", words.open);
            this.#panel.root.setAttribute("aria-label", all.chatTitle.trim() || words.chat);
        }
        const isNew = this.program.isNew && !all.keep;
        this.#frame?.show({ ...all, words, isNew, closes: !!this.#launcher });
    }

    #newFrame() {
        const frame = new Frame({
            onClose: () => this.#element.close(),
            onSend: () => this.want(),
        });
        frame.root.addEventListener("focusin", () => this.#soon());
        return frame;
    }

    /** Where the person writes, in the chat itself. */
    get #field() {
        return this.program.place?.querySelector("textarea");
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
            this.want();
            this.focus();
            this.#emit("open");
        }
    }

    // Running

    /** Has the program come, but not by itself where that went wrong: it might do so for ever. */
    #soon() {
        if (!this.#frame?.isTroubled) {
            this.want();
        }
    }

    /** Has the program come. What goes wrong is shown in the element. */
    want() {
        this.program.start().catch(() => {});
    }

    #mounted() {
        this.program.place.addEventListener(
            "scroll",
            ({ target }) => {
                if (target.matches(".rill-scroller")) {
                    this.#top = target.scrollTop;
                }
            },
            true,
        );
        const { sent } = this.#frame;
        if (sent == null) {
            this.#takeOver();
        } else if (!this.program.enter().send(sent)) {
            this.#frame.takeBack();
            this.#takeOver();
        }
    }

    /** What was sent from the frame is in the chat. */
    #shown() {
        if (this.#frame) {
            this.#frame.isOut = true;
            // By then it is in the page, and the request is on its way.
            setTimeout(() => this.#takeOver());
        }
    }

    #cleared() {
        if (this.#waits) {
            this.#frame.sent = null;
            this.#takeOver();
        }
    }

    /** Whether a message in the frame has not gone out yet. */
    get #waits() {
        return this.#frame?.sent != null && !this.#frame.isOut;
    }

    /**
     * Puts the chat in the place of the frame, with what was written. If something was sent, that is
     * when the chat shows it: it may first have to look for what was said before. Who is in the middle
     * of a word is waited for, unless the frame goes anyway.
     */
    #takeOver(atOnce = false) {
        const frame = this.#frame;
        if (!frame || !this.program.chat) {
            return;
        }
        if (frame.isComposing && !atOnce) {
            frame.composed().then(() => this.#takeOver());
            return;
        }
        this.#frame = null;
        this.program.enter().draft = frame.draft;
        this.#dress();
        frame.root.after(this.program.place);
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

    /** The program is about to be left. What is being written is read from the page before. */
    #broken(error) {
        const draft = this.#draft();
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
        this.#frame?.complain(sentence, isUnloaded ? "retry" : "restart", () => this.want());
        const message = this.#speech.words[sentence];
        const detail = isUnloaded ? error.detail : String(error);
        // When it is shown.
        queueMicrotask(() => this.#emit("error", { kind, message, detail }));
    }

    #emit(name, detail, cancelable = false) {
        return this.#element.dispatchEvent(
            new CustomEvent(`rill-${name}`, { detail, cancelable, bubbles: true, composed: true }),
        );
    }
}
