/** What an element says, in which language. */

import { nearest, spoken } from "./language.js";
import languages, { english } from "./languages.js";

export class Speech {
    #element;
    #onChange;
    /** The language that was last asked for, and its words. */
    #language;
    #spoken = {};
    /** Whether those words could not be loaded. */
    #hasFailed = false;
    /** Apps say late which language they speak, or change it. */
    #watch = new MutationObserver(() => this.listen());

    /** `onChange` is called when there are other words. */
    constructor(element, onChange) {
        this.#element = element;
        this.#onChange = onChange;
    }

    /** Speaks as the page around the element does, and goes on listening to it. */
    connect() {
        this.listen();
        const { documentElement } = this.#element.ownerDocument;
        this.#watch.observe(documentElement, { attributeFilter: ["lang"] });
    }

    disconnect() {
        this.#watch.disconnect();
    }

    /** Speaks what is spoken now. Without its words a chat speaks English. */
    listen() {
        this.#speak().catch((error) => {
            console.warn("<rill-chat>: no words for this language", error);
            // They are asked for again when there is a reason to listen.
            this.#language = undefined;
            this.#hasFailed = true;
            this.#onChange();
        });
    }

    /** All words by their keys. */
    get words() {
        return { ...english, ...this.labels };
    }

    /** Those that are not what the program says by itself. */
    get labels() {
        return { ...this.#spoken, ...this.#element.labels };
    }

    /**
     * Whether it speaks English where another language is spoken, because nobody knows the words of
     * that, or they could not be loaded: it is to be read as English then.
     */
    get isForeign() {
        const isEnglish = !this.#element.labels && (!this.#known || this.#hasFailed);
        return isEnglish && !!nearest(this.#element);
    }

    /** The tag of the language that is to be spoken, if there are words of it. */
    get #known() {
        return spoken(this.#element, Object.keys(languages));
    }

    async #speak() {
        const known = this.#known;
        if (known === this.#language) {
            return;
        }
        this.#language = known;
        const words = known ? (await languages[known]()).default : {};
        if (known === this.#language) {
            this.#hasFailed = false;
            this.#spoken = words;
            this.#onChange();
        }
    }
}
