/** The promises of answers that a page was given. */

export class Promised {
    /** Whose they are, and the numbers of the messages that each may be of. */
    #waiting = [];

    /**
     * Kept when the answer has ended, with what `rill-finish` tells; at once if nothing was asked, as
     * `ask` says, or broken as it throws. `ids` are the messages that it may be, beside the new one
     * if there `isNew` one.
     */
    answer(ask, ids = [], isNew = true) {
        return new Promise((resolve, reject) => {
            const one = { resolve, ids: [...ids], isNew };
            this.#waiting.push(one);
            let asked = false;
            try {
                asked = ask();
            } catch (error) {
                reject(error);
            }
            if (!asked) {
                this.#waiting = this.#waiting.filter((it) => it !== one);
                resolve();
            }
        });
    }

    /**
     * An answer has begun. It is that of whoever asked first, since they are answered in turn; and of
     * who waits for the message in whose place it comes.
     */
    begun(id) {
        const one = this.#waiting.find(({ isNew }) => isNew);
        if (one) {
            const { ids } = one;
            const isOf = (it) => it === one || it.ids.some((old) => ids.includes(old));
            const all = this.#waiting.filter(isOf);
            one.isNew = false;
            for (const { ids } of all) {
                ids.push(id);
            }
        }
    }

    /** An answer has ended, and the page has heard of it. */
    ended(detail) {
        const isOf = ({ ids }) => ids.includes(detail.message.id);
        const done = this.#waiting.filter(isOf);
        this.#waiting = this.#waiting.filter((one) => !isOf(one));
        for (const { resolve } of done) {
            resolve(detail);
        }
    }

    /** What was not asked yet is not asked any more. */
    stop() {
        this.#release(({ isNew }) => isNew);
    }

    /** No answer comes any more: it was forgotten, or there is nobody to give it. */
    release() {
        this.#release(() => true);
    }

    #release(isOf) {
        const gone = this.#waiting.filter(isOf);
        this.#waiting = this.#waiting.filter((one) => !isOf(one));
        for (const { resolve } of gone) {
            resolve();
        }
    }
}
