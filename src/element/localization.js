/** The words of an element, in the language of the page around it. */

import { matchLanguage, nearestLang } from "./language.js";
import languages, { english } from "./languages.js";

export class Localization {
    #element;
    #onChange;
    /** The language that was last requested, and its words. */
    #language;
    #texts = {};
    /** Whether loading words has failed. */
    #hasFailed = false;
    /** Apps may set the language of the document late, or change it. */
    #watch = new MutationObserver(() => this.update());

    /** `onChange` is called when the words have changed. */
    constructor(element, onChange) {
        this.#element = element;
        this.#onChange = onChange;
    }

    /** Adopts the language around the element and observes that of the document. */
    connect() {
        this.update();
        const { documentElement } = this.#element.ownerDocument;
        this.#watch.observe(documentElement, { attributeFilter: ["lang"] });
    }

    disconnect() {
        this.#watch.disconnect();
    }

    /** Loads the words of the current language. Falls back to English if they cannot be loaded. */
    update() {
        this.#load().catch((error) => {
            console.warn("<rill-chat>: no words for this language", error);
            // The next call tries again.
            this.#language = undefined;
            this.#hasFailed = true;
            this.#onChange();
        });
    }

    /** All words by key. */
    get words() {
        return { ...english, ...this.labels };
    }

    /** The words that replace the English ones built into the program. */
    get labels() {
        return { ...this.#texts, ...this.#element.labels };
    }

    /**
     * Whether the chat falls back to English because there are no words for the language around it,
     * or they could not be loaded. It must be marked as English then.
     */
    get isFallback() {
        const isEnglish = !this.#element.labels && (!this.#known || this.#hasFailed);
        return isEnglish && !!nearestLang(this.#element);
    }

    /** The tag of the current language, if there are words for it. */
    get #known() {
        return matchLanguage(this.#element, Object.keys(languages));
    }

    async #load() {
        const known = this.#known;
        if (known === this.#language) {
            return;
        }
        this.#language = known;
        const words = known ? (await languages[known]()).default : {};
        if (known === this.#language) {
            this.#hasFailed = false;
            this.#texts = words;
            this.#onChange();
        }
    }
}
