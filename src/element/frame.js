/**
 * What is in the panel before the program runs: a frame that takes text.
 *
 * It wears the class names of the chat itself, so that nothing moves when the one takes the place of
 * the other.
 */

import { icon, make } from "./make.js";

const SEND_ICON = "M12 19V5M6 11l6-6 6 6";
const CLOSE_ICON = "M6 6l12 12M18 6L6 18";

const slot = (name, ...inside) => make("slot", { name }, ...inside);

/** The chat as long as its program is not there. */
export class Frame {
    /** What was sent already, and waits. */
    sent = null;
    #log = make("div", { class: "rill-content" });
    #field;
    #isComposing = false;
    #mirror = make("div", { class: "rill-mirror", "aria-hidden": "true", dir: "auto" });

    /** `words` are what people read, `closes` is for a panel that can be closed. */
    constructor({ words, title, greeting, placeholder, disabled, closes, onClose, onSend }) {
        this.words = words;
        this.#field = make("textarea", {
            class: "rill-input",
            part: "input",
            rows: 1,
            dir: "auto",
            autocomplete: "off",
            enterkeyhint: "send",
            "aria-label": words.message,
            placeholder,
        });
        this.#field.disabled = disabled;
        const send = make(
            "button",
            { class: "rill-button rill-send", part: "send-button", "aria-label": words.send },
            icon(SEND_ICON),
        );
        send.disabled = true;
        const close = closes
            ? make(
                  "button",
                  {
                      type: "button",
                      class: "rill-close",
                      part: "close-button",
                      "aria-label": words.close,
                  },
                  icon(CLOSE_ICON),
              )
            : null;
        close?.addEventListener("click", onClose);
        const header =
            title || close
                ? make(
                      "header",
                      { class: "rill-header", part: "header" },
                      title ? make("h2", { class: "rill-title", part: "title" }, title) : null,
                      slot("header"),
                      close,
                  )
                : null;
        const form = make(
            "form",
            { class: "rill-composer", part: "composer" },
            make("div", { class: "rill-field" }, this.#field, this.#mirror),
            send,
        );
        this.#log.append(
            make(
                "div",
                { class: "rill-opening" },
                slot("greeting", make("p", { class: "rill-greeting", dir: "auto" }, greeting)),
            ),
        );
        this.#field.addEventListener("input", () => {
            this.#mirror.textContent = `${this.#field.value}\u200b`;
            send.disabled = this.sent != null || !this.#field.value.trim();
        });
        this.#field.addEventListener("compositionstart", () => (this.#isComposing = true));
        this.#field.addEventListener("compositionend", () => (this.#isComposing = false));
        this.#field.addEventListener("keydown", (event) => {
            // Safari ends a composition before it reports the Enter that ended it; then its code is 229.
            if (
                event.key === "Enter" &&
                !event.shiftKey &&
                !event.isComposing &&
                event.keyCode !== 229
            ) {
                event.preventDefault();
                form.requestSubmit();
            }
        });
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            const text = this.#field.value.trim();
            if (text && this.sent == null) {
                this.send(text);
                this.draft = "";
                onSend();
            }
        });
        this.root = make(
            "section",
            { class: "rill-chat", part: "chat", "aria-label": title || words.chat },
            header,
            make(
                "div",
                { class: "rill-transcript", part: "transcript" },
                make(
                    "div",
                    {
                        class: "rill-scroller",
                        role: "log",
                        "aria-busy": "true",
                        tabindex: 0,
                        "aria-label": words.conversation,
                    },
                    this.#log,
                ),
            ),
            form,
            slot("footer"),
        );
    }

    /** Keeps a message until there is somebody to send it, and shows it. */
    send(text) {
        this.sent = text;
        const words = make("div", { class: "rill-text rill-plain" }, text);
        this.#log.replaceChildren(
            make(
                "article",
                { class: "rill-message", "data-role": "user", part: "message user-message" },
                words,
            ),
        );
    }

    /** What is written so far. */
    get draft() {
        return this.#field.value;
    }

    set draft(text) {
        this.#field.value = text;
        this.#field.dispatchEvent(new Event("input"));
    }

    get selection() {
        return [this.#field.selectionStart, this.#field.selectionEnd];
    }

    /** Waits until an input method has finished a word: taking the field away would lose it. */
    async composed() {
        if (this.#isComposing) {
            await new Promise((resolve) =>
                this.#field.addEventListener("compositionend", resolve, { once: true }),
            );
        }
    }

    focus(options) {
        this.#field.focus(options);
    }

    /** Says that something is wrong, and what can be done about it. */
    complain(sentence, label, act) {
        this.#log.querySelector(".rill-notice")?.remove();
        const notice = make(
            "div",
            { class: "rill-notice", part: "notice", role: "alert", "data-tone": "error" },
            make("p", {}, sentence),
        );
        if (label) {
            const button = make("button", { type: "button", class: "rill-remedy" }, label);
            button.addEventListener("click", () => {
                notice.remove();
                this.focus();
                act();
            });
            notice.append(button);
        }
        this.#log.append(notice);
    }
}
