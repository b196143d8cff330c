/** The promises of answers that were returned to the page. */

export class PendingAnswers {
    /** The pending promises, each with the ids of the messages whose end resolves it. */
    #waiting = [];

    /**
     * Returns a promise that resolves with the detail of `rill-finish` when the answer has ended,
     * or at once if `ask` returns false, and rejects if `ask` throws. `ids` are those of existing
     * messages that may become the answer; `isNew` says whether a new message may too.
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
     * Assigns an answer that has begun to the oldest promise without one, since requests are
     * answered in order, and to all that wait for the message which it replaces.
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

    /** Resolves the promises of an answer that has ended, after the page received its event. */
    ended(detail) {
        const isOf = ({ ids }) => ids.includes(detail.message.id);
        const done = this.#waiting.filter(isOf);
        this.#waiting = this.#waiting.filter((one) => !isOf(one));
        for (const { resolve } of done) {
            resolve(detail);
        }
    }

    /** Resolves the promises of answers that have not begun, and now will not. */
    stop() {
        this.#release(({ isNew }) => isNew);
    }

    /** Resolves all promises: the conversation was cleared or replaced, or the program is gone. */
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
