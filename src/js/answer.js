// An answer as a stream of chunks, and how it ended.

const DISPOSE = Symbol.dispose ?? Symbol.for("Symbol.dispose");

/** See `client.d.ts`. */
export class AnswerStream {
    #chunks = [];
    /** The pending calls of `next()`. */
    #readers = [];
    #isOver = false;
    /** The error that a reader is still to be given, as `{ error }`. */
    #failure;
    #readable;
    #stop;

    /**
     * `begin(answer)` requests the answer and returns a promise of how it ended. `stop(answer)`
     * closes the connection.
     */
    constructor(begin, stop, { signal, onUpdate } = {}) {
        this.onUpdate = onUpdate;
        this.stopped = new Promise((resolve) => {
            this.#stop = () => {
                resolve();
                stop(this);
            };
        });
        this.finished = this.#follow(begin, signal);
        // A reader of the chunks gets the error from `next()`.
        this.finished.catch(() => {});
    }

    async #follow(begin, signal) {
        const stop = () => this.stop();
        try {
            signal?.throwIfAborted();
            signal?.addEventListener("abort", stop, { once: true });
            const finish = await begin(this);
            signal?.throwIfAborted();
            return finish;
        } catch (error) {
            this.#failure = { error };
            throw error;
        } finally {
            signal?.removeEventListener("abort", stop);
            this.#isOver = true;
            this.#serve();
        }
    }

    /** Adds a chunk that has arrived. */
    push(chunk) {
        this.#chunks.push(chunk);
        this.#serve();
    }

    /** Settles the pending calls of `next()` as far as possible. */
    #serve() {
        while (this.#readers.length > 0 && (this.#chunks.length > 0 || this.#isOver)) {
            const { resolve, reject } = this.#readers.shift();
            if (this.#chunks.length > 0) {
                resolve({ done: false, value: this.#chunks.shift() });
            } else if (this.#failure) {
                reject(this.#failure.error);
                this.#failure = undefined;
            } else {
                resolve({ done: true, value: undefined });
            }
        }
    }

    next() {
        return new Promise((resolve, reject) => {
            this.#readers.push({ resolve, reject });
            this.#serve();
        });
    }

    /** Called when a loop is left early. */
    async return(value) {
        this.stop();
        this.#chunks = [];
        this.#failure = undefined;
        return { done: true, value };
    }

    [Symbol.asyncIterator]() {
        return this;
    }

    [DISPOSE]() {
        this.stop();
    }

    stop() {
        if (!this.#isOver) {
            this.#stop();
        }
    }

    get message() {
        return this.finished.then((finish) => finish.message);
    }

    get readable() {
        const pull = async (controller) => {
            const { done, value } = await this.next();
            if (done) {
                controller.close();
            } else {
                controller.enqueue(value);
            }
        };
        const cancel = () => this.stop();
        // Reads nothing ahead: the chunks may have another reader.
        this.#readable ??= new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
        return this.#readable;
    }
}
