/**
 * The placeholder in the panel until the program runs. It accepts text and one message, which is
 * sent as soon as the program can send it.
 *
 * It has the elements and class names of the chat itself, so that nothing moves when the chat
 * replaces it.
 */

import { composes, icon, make } from "./make.js";

const SEND = "M12 19V5M6 11l6-6 6 6";
const CLOSE = "M6 6l12 12M18 6L6 18";
const RILL = "M3 7c3-3 6-3 9 0s6 3 9 0M3 12c3-3 6-3 9 0s6 3 9 0M3 17c3-3 6-3 9 0s6 3 9 0";

/** How many characters of the text or the placeholder suffice to give the field its full height. */
const MIRRORED = 4096;

/** The major languages written from right to left, as in `src/view/language.rs`. */
const RIGHT_TO_LEFT = /^(ar|dv|fa|he|ps|ug|ur|yi)(-|$)/i;

const div = (name, ...inside) => make("div", { class: name }, ...inside);
const slot = (name, ...inside) => make("slot", { name }, ...inside);
const button = (name, part, ...inside) =>
    make("button", { type: "button", class: name, part }, ...inside);

/** Sets attributes, and removes those whose value is falsy. */
function set(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) {
        if (value) {
            element.setAttribute(name, value === true ? "" : value);
        } else {
            element.removeAttribute(name);
        }
    }
}

/** Keeps a click from moving the focus, as in the chat. */
function leaveFocus(pressed) {
    pressed.addEventListener("mousedown", (event) => event.preventDefault());
}

/** The stand-in for the chat until its program runs. */
export class Frame {
    /** The message that waits to be sent, if any. */
    sent = null;
    /** Whether the chat has taken `sent` over and is about to show it. */
    isHandedOver = false;
    /** During an IME composition: a promise of its end, and the function that resolves it. */
    #composition = null;
    /** The words and the settings of the element. */
    #look;
    /** The current error: the keys of its sentence and its remedy, and the remedy's action. */
    #trouble = null;
    /** The content as last drawn, serialised. */
    #drawn = "";
    #onSend;
    #title = make("h2", { class: "rill-title", part: "title", dir: "auto" });
    #titleSlot = slot("header", this.#title);
    #close = button("rill-close", "close-button", icon(CLOSE));
    #header = make("header", { class: "rill-header", part: "header" }, this.#titleSlot);
    #content = div("rill-content");
    #scroller = make(
        "div",
        {
            class: "rill-scroller",
            role: "log",
            "aria-live": "off",
            "aria-busy": "true",
            tabindex: 0,
        },
        this.#content,
    );
    #field = make("textarea", {
        class: "rill-input",
        part: "input",
        rows: 1,
        dir: "auto",
        autocomplete: "off",
        enterkeyhint: "send",
    });
    #mirror = make("div", {
        class: "rill-mirror",
        "aria-hidden": "true",
        dir: "auto",
        translate: "no",
    });
    #send = make(
        "button",
        { type: "submit", class: "rill-button rill-send", part: "send-button" },
        icon(SEND),
    );
    /** The live region for screen readers. */
    #status = make("div", { role: "status", "aria-live": "polite" });
    #form = make(
        "form",
        { class: "rill-composer", part: "composer" },
        div("rill-field", this.#field, this.#mirror),
        this.#send,
    );
    root = make(
        "section",
        { class: "rill-chat" },
        this.#header,
        make("div", { class: "rill-transcript", part: "transcript" }, this.#scroller),
        this.#form,
        div("rill-footer", slot("footer")),
        div("rill-hidden", this.#status),
    );

    constructor({ onClose, onSend }) {
        this.#onSend = onSend;
        this.#close.addEventListener("click", onClose);
        this.#titleSlot.addEventListener("slotchange", () => this.#hideHeader());
        const field = this.#field;
        field.addEventListener("input", () => this.#written());
        field.addEventListener("compositionstart", () => this.#compose());
        field.addEventListener("compositionend", () => this.endComposition());
        // A field that is removed during a composition gets no `compositionend`.
        field.addEventListener("blur", () => this.endComposition());
        field.addEventListener("keydown", (event) => {
            if (event.key === "Enter" && !event.shiftKey && !composes(event)) {
                event.preventDefault();
                if (!event.repeat) {
                    this.#submit();
                }
            }
        });
        this.#form.addEventListener("submit", (event) => {
            event.preventDefault();
            this.#submit();
        });
        leaveFocus(this.#send);
        this.#send.addEventListener("click", (event) => this.#afterClick(event));
    }

    /** Shows these words and settings. `look.isNew` says whether the conversation is empty. */
    show(look) {
        this.#look = look;
        const { words, chatTitle, lang, dir, theme, disabled } = look;
        const ofLanguage = lang && (RIGHT_TO_LEFT.test(lang) ? "rtl" : "ltr");
        set(this.root, {
            // A panel that can be closed carries this name itself.
            "aria-label": !look.closes && (chatTitle.trim() ? chatTitle : words.chat),
            lang,
            dir: dir === "ltr" || dir === "rtl" ? dir : ofLanguage,
            "data-theme": theme,
            "data-disabled": disabled,
        });
        set(this.#close, { "aria-label": words.close, title: words.close });
        set(this.#scroller, { "aria-label": words.conversation });
        set(this.#field, {
            "aria-label": words.message,
            placeholder: look.placeholder.trim() ? look.placeholder : words.placeholder,
            disabled,
        });
        set(this.#send, { "aria-label": words.send, title: words["send-hint"] });
        this.#title.textContent = chatTitle;
        this.#title.hidden = !chatTitle.trim();
        if (!look.closes) {
            this.#close.remove();
        } else if (!this.#close.parentNode) {
            this.#header.append(this.#close);
        }
        this.#hideHeader();
        this.#drawContent();
        this.#written();
    }

    /** Shows a message and has it sent as soon as possible. */
    send(text) {
        this.sent = text;
        this.#trouble = null;
        this.#drawContent();
        this.#written();
        this.#scroller.scrollTop = this.#scroller.scrollHeight;
        this.#status.replaceChildren(make("p", { dir: "auto" }, this.#look.words.waiting));
        this.#onSend();
    }

    /** Puts the waiting message back into the text field, before what is there. */
    takeBack() {
        const { sent, draft } = this;
        this.sent = null;
        this.draft = draft.trim() ? `${sent}\n${draft}` : sent;
        this.#status.replaceChildren();
        this.#drawContent();
    }

    /** The content of the text field. */
    get draft() {
        return this.#field.value;
    }

    set draft(text) {
        this.#field.value = text;
        this.#written();
    }

    get selection() {
        return [
            this.#field.selectionStart,
            this.#field.selectionEnd,
            this.#field.selectionDirection,
        ];
    }

    get isComposing() {
        return !!this.#composition;
    }

    /** Waits for the end of an IME composition: removing the field would lose it. */
    async composed() {
        await this.#composition?.ended;
    }

    #compose() {
        let end;
        const ended = new Promise((resolve) => (end = resolve));
        this.#composition ??= { ended, end };
    }

    /** Ends the wait: the composition has ended, or was lost as the field was moved. */
    endComposition() {
        this.#composition?.end();
        this.#composition = null;
    }

    focus(options) {
        this.#field.focus(options);
    }

    /** Shows an error and its remedy, both given by the keys of their words. */
    showError(sentence, remedy, act) {
        this.#trouble = { sentence, remedy, act };
        this.#status.replaceChildren();
        this.#drawContent();
    }

    /** Whether an error is shown that waits for the user's decision. */
    get hasError() {
        return !!this.#trouble;
    }

    /** Removes the error. */
    clearError() {
        this.#trouble = null;
        this.#drawContent();
    }

    #submit() {
        const text = this.draft.trim();
        if (text && this.sent == null && !this.#look.disabled) {
            this.draft = "";
            this.send(text);
        }
    }

    #written() {
        const written = this.draft || this.#field.placeholder;
        this.#mirror.textContent = `${written.slice(0, MIRRORED)}\u200b`;
        this.#send.disabled = this.sent != null || !this.draft.trim() || !!this.#look?.disabled;
    }

    /** Moves the focus to the field after a keyboard click, whose button cannot keep it. */
    #afterClick(event) {
        if (event.detail === 0) {
            this.focus();
        }
    }

    /** Hides the header if it is empty, as the chat does. */
    #hideHeader() {
        const { chatTitle, closes, keep } = this.#look;
        const isOwn = this.#titleSlot.assignedNodes().length > 0;
        this.#header.hidden = !(chatTitle.trim() || closes || keep || isOwn);
    }

    #drawContent() {
        if (!this.#look) {
            return;
        }
        const { words, isNew, greeting, suggestions, avatar, disabled } = this.#look;
        const { sent } = this;
        const trouble = this.#trouble?.sentence;
        const look = [sent, trouble, words, isNew, greeting, suggestions, avatar, disabled];
        const drawn = JSON.stringify(look);
        // Does not needlessly replace an element that is being clicked or has the focus.
        if (drawn === this.#drawn) {
            return;
        }
        this.#drawn = drawn;
        const inside = sent == null ? this.#opening() : this.#messages();
        if (trouble) {
            inside.push(this.#notice());
        }
        const hadFocus = this.#content.contains(this.root.getRootNode().activeElement);
        this.#content.replaceChildren(...inside);
        if (hadFocus) {
            this.focus();
        }
    }

    #opening() {
        const { words, greeting, suggestions, isNew } = this.#look;
        if (!isNew) {
            return [];
        }
        const said = greeting.trim() ? greeting : words.greeting;
        return [
            div(
                "rill-opening",
                slot(
                    "greeting",
                    make("span", { class: "rill-mark" }, icon(RILL)),
                    make("p", { class: "rill-greeting", dir: "auto" }, said),
                ),
                make(
                    "ul",
                    { class: "rill-chips", role: "list", dir: "auto" },
                    ...(suggestions ?? []).map((it) => make("li", {}, this.#chip(it))),
                ),
            ),
        ];
    }

    #chip(suggestion) {
        const { label = suggestion, message = suggestion } = suggestion;
        const span = (name, text) => make("span", { class: name }, text);
        const chip = button(
            "rill-chip",
            "suggestion",
            span("rill-label", label),
            label === message ? null : span("rill-prompt", message),
        );
        chip.disabled = this.#look.disabled;
        leaveFocus(chip);
        chip.addEventListener("click", (event) => {
            this.#afterClick(event);
            this.send(message);
        });
        return chip;
    }

    #messages() {
        const { words, avatar } = this.#look;
        const message = (role, label, ...inside) =>
            make(
                "article",
                {
                    class: "rill-message",
                    part: `message ${role}-message`,
                    "aria-label": label,
                    "data-role": role,
                },
                ...inside,
            );
        const text = make(
            "div",
            { class: "rill-text", part: "bubble" },
            make("p", { class: "rill-plain", dir: "auto" }, this.sent),
        );
        const user = message("user", words.you, text);
        if (this.#trouble) {
            return [user];
        }
        const dots = make("span", { class: "rill-dots", "aria-hidden": "true" });
        dots.append(...[1, 2, 3].map(() => make("i")));
        const waiting = make("span", { class: "rill-waiting-label" }, words.waiting);
        const picture = avatar
            ? make("img", { class: "rill-avatar", part: "avatar", alt: "", src: avatar })
            : null;
        return [user, message("model", words.answer, picture, div("rill-waiting", dots, waiting))];
    }

    #notice() {
        const { words } = this.#look;
        const { sentence, remedy, act } = this.#trouble;
        const again = make("button", { type: "button", class: "rill-remedy" }, words[remedy]);
        again.addEventListener("click", () => {
            this.focus();
            act();
        });
        return make(
            "div",
            { class: "rill-notice", part: "notice", role: "alert", "data-tone": "error" },
            make("p", {}, words[sentence]),
            again,
        );
    }
}
