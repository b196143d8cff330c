/**
 * The contents of the element: a panel with the chat, or with the frame that stands in for it until
 * the program runs. Manages the focus, shows errors and emits the events.
 */

import { Frame } from "./frame.js";
import { Localization } from "./localization.js";
import { fill, launcher } from "./make.js";
import { programOptions } from "./options.js";
import { Panel, isInert } from "./panel.js";
import { Program } from "./program.js";
import { adoptStyles } from "./sheets.js";
import frameCss from "./frame.css";

/** The key of the sentence to show for each reason why the program cannot be loaded. */
const UNLOADED = {
    "load-failed": "load-network",
    "forbidden-by-policy": "load-blocked",
    "no-webassembly": "load-unsupported",
};

/** Skips entrance animations: the elements replace visible ones. */
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
    /** What `rill-chat.js` provides: see the constructor. */
    #outer;
    #panel = null;
    #launcher = null;
    #frame = null;
    /** Whether the panel is open, and the element of the page that had the focus before. */
    #isOpen = false;
    #opener = null;
    #isDrawing = false;
    /** The element that has the focus in place of the disabled text field. */
    #focusFallback = null;
    /** The scroll position of the conversation, which is lost when that is moved. */
    #top = 0;
    #localization;
    /** The program of the element, which also serves the calls of the page. */
    program;

    /**
     * `outer` has the `css` of the element, the initial `history`, `settings()`, the `address()` of
     * the program, `take()`, which fetches it or returns the prefetched response, `stops()`, which
     * counts the calls of `stop()`, and `onStart()`, which is called when the program is requested.
     */
    constructor(element, root, outer) {
        this.#element = element;
        this.#root = root;
        this.#outer = outer;
        this.#localization = new Localization(element, () => this.#applySettings());
        this.program = new Program(element, outer, {
            options: () => programOptions(element, outer.settings(), this.#localization),
            composed: () => this.#frame?.composed(),
            starting: () => this.#frame?.clearError(),
            mounted: () => this.#mounted(),
            shown: () => this.#shown(),
            cleared: () => this.#cleared(),
            replaced: () => this.#panel && this.#label(),
            failed: (error) => this.#showError(error),
            broken: (error) => this.#broken(error),
            emit: (...all) => this.#emit(...all),
        });
        this.program.history = outer.history;
    }

    /** The style sheets of the shadow root beside the element's own. */
    get styles() {
        return [this.program.css ?? frameCss];
    }

    connect() {
        if (this.#panel?.view === this.#element.ownerDocument.defaultView) {
            this.#frame?.endComposition();
            // The element was moved, which has closed the panel.
            if (this.#isOpen) {
                this.#panel.open();
            }
            this.#scroll();
            return;
        }
        this.#draw();
        // An existing conversation must be shown, and only the program can show it.
        if (this.program.hasRecords || this.#frame?.sent != null) {
            this.#wantUnlessFailed();
        }
        this.#localization.connect();
    }

    /** Unmounts the chat. The conversation and the draft stay. */
    disconnect() {
        this.#frame?.endComposition();
        this.#localization.disconnect();
        const draft = this.#draft();
        this.program.leave();
        this.#panel?.forget();
        this.#panel = null;
        this.#isOpen = false;
        this.#restoreFrame(draft);
    }

    changed(property) {
        if (!this.#panel) {
            return;
        }
        if (property === "keep" && (this.program.isWanted || this.program.hasRecords)) {
            this.#switchConversation();
            return;
        }
        if (property === "lang") {
            this.#localization.update();
        }
        if (property === "disabled") {
            this.#keepFocus();
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

    /** Loads the conversation stored under another name. The current one may be another user's. */
    #switchConversation() {
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

    /** Stops the answer. A message that was not sent yet returns to the text field. */
    stop() {
        this.program.stop();
        if (this.#waits) {
            this.#frame.takeBack();
            this.#replaceFrame();
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
        // A disabled field takes no focus, and without focus no key closes the panel.
        if (this.#isOpen && !this.#root.activeElement) {
            this.#panel.root.focus(options);
        }
    }

    // Drawing

    /** Passes the current settings to the labels, the frame and the program. */
    #applySettings() {
        if (this.#panel) {
            this.#label();
        }
        this.program.update();
    }

    #adoptStyles() {
        adoptStyles(this.#root, this.#outer.css, ...this.styles);
    }

    /** Redraws once for all changes of the current task. */
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
            this.#replaceFrame(true);
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
        this.#adoptStyles();
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

    /** Moves the focus to the conversation while the field is disabled and gets no key events. */
    #keepFocus() {
        const [field, scroller] = ["textarea", ".rill-scroller"].map((it) =>
            this.#panel.root.querySelector(it),
        );
        const { activeElement } = this.#root;
        if (!this.#element.disabled && activeElement && activeElement === this.#focusFallback) {
            // Once the program has enabled the field.
            setTimeout(() => this.focus({ preventScroll: true }));
        }
        this.#focusFallback = null;
        if (this.#element.disabled && activeElement && activeElement === field) {
            this.#focusFallback = scroller;
            scroller.focus({ preventScroll: true });
        }
    }

    /** Restores the scroll position. */
    #scroll() {
        const scroller = this.program.place?.querySelector(".rill-scroller");
        if (scroller) {
            scroller.scrollTop = this.#top;
        }
    }

    /** Returns the existing launcher, or a new one. */
    #findLauncher() {
        const found = this.#root.querySelector(".rill-launcher") ?? launcher();
        found.hidden = false;
        found.onclick = () => this.#element.show();
        found.onpointerenter = () => this.#wantUnlessFailed();
        return found;
    }

    /** Applies the settings to the labels and the frame. The program updates the chat itself. */
    #label() {
        const words = this.#localization.words;
        const all = programOptions(this.#element, this.#outer.settings(), this.#localization);
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
        frame.root.addEventListener("focusin", () => this.#wantUnlessFailed());
        return frame;
    }

    /** The text field of the chat. */
    get #field() {
        return this.program.place?.querySelector("textarea");
    }

    /** The draft, read from the DOM because a failed program can no longer be asked. */
    #draft() {
        return this.#field?.value ?? "";
    }

    /** Brings the frame back in place of the chat. An existing frame keeps its own draft. */
    #restoreFrame(draft) {
        if (!this.#frame) {
            this.#frame = this.#newFrame();
            this.#frame.draft = draft;
        } else if (this.#frame.isHandedOver) {
            this.#frame.sent = null;
            this.#frame.isHandedOver = false;
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
                // An opener that was removed or disabled takes no focus.
                if (!this.#opener?.matches(":focus")) {
                    this.#launcher.focus();
                }
            }
            this.#emit("close");
        }
    }

    /** Whether the focus is in the panel, slotted content included. */
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
            // Draws the other kind of panel, and opens that.
            this.#draw();
            return;
        }
        this.#panel.open();
        this.#launcher.hidden = true;
        this.#wantUnlessFailed();
    }

    /** Handles an opening by the user or the page, as opposed to a page that loads with it open. */
    opened() {
        if (this.#isOpen) {
            this.want();
            this.focus();
            this.#emit("open");
        }
    }

    // Running

    /** Requests the program, unless that has failed: automatic retries might never end. */
    #wantUnlessFailed() {
        if (!this.#frame?.hasError) {
            this.want();
        }
    }

    /** Requests the program. Errors are shown in the element. */
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
            this.#replaceFrame();
        } else if (!this.program.enter().send(sent)) {
            this.#frame.takeBack();
            this.#replaceFrame();
        }
    }

    /** Called when the chat has a new message: the frame may give way to it. */
    #shown() {
        if (this.#frame) {
            this.#frame.isHandedOver = true;
            // By then the message is in the page and the request has been sent.
            setTimeout(() => this.#replaceFrame());
        }
    }

    #cleared() {
        if (this.#waits) {
            this.#frame.sent = null;
            this.#replaceFrame();
        }
    }

    /** Whether the frame holds a message that was not sent yet. */
    get #waits() {
        return this.#frame?.sent != null && !this.#frame.isHandedOver;
    }

    /**
     * Replaces the frame with the chat, which takes over the draft. A message sent from the frame
     * delays this until the chat shows it, which may first have to restore the conversation. Unless
     * `atOnce`, waits for the end of an IME composition.
     */
    #replaceFrame(atOnce = false) {
        const frame = this.#frame;
        if (!frame || !this.program.chat) {
            return;
        }
        if (frame.isComposing && !atOnce) {
            frame.composed().then(() => this.#replaceFrame());
            return;
        }
        this.#frame = null;
        this.program.enter().draft = frame.draft;
        this.#adoptStyles();
        frame.root.after(this.program.place);
        const field = this.#field;
        // The program would set the draft a moment later and move the caret.
        field.value = frame.draft;
        if (frame.root.contains(this.#root.activeElement)) {
            // Before the frame's field is removed, so that an on-screen keyboard stays open.
            field.focus({ preventScroll: true });
            field.setSelectionRange(...frame.selection);
        }
        frame.root.remove();
        if (frame.sent != null) {
            settle(this.#root);
        }
    }

    /** Called before a failed program is abandoned, while the draft is still in the DOM. */
    #broken(error) {
        const draft = this.#draft();
        // Not while the failed program is still on the call stack.
        queueMicrotask(() => {
            this.#restoreFrame(draft);
            if (this.#element.isConnected) {
                this.#showError(error);
                this.#draw();
            }
        });
    }

    /** Shows why there is no chat, and a remedy. Any error other than of loading is a crash. */
    #showError(error) {
        const isUnloaded = error?.kind in UNLOADED;
        const kind = isUnloaded ? error.kind : "crashed";
        const sentence = isUnloaded ? UNLOADED[kind] : "crashed";
        this.#frame?.showError(sentence, isUnloaded ? "retry" : "restart", () => this.want());
        const message = this.#localization.words[sentence];
        const detail = isUnloaded ? error.detail : String(error);
        // After the error is shown.
        queueMicrotask(() => this.#emit("error", { kind, message, detail }));
    }

    #emit(name, detail, cancelable = false) {
        return this.#element.dispatchEvent(
            new CustomEvent(`rill-${name}`, { detail, cancelable, bubbles: true, composed: true }),
        );
    }
}
