// One answer: what arrives of it, for whoever reads it, and how it ended.

const DISPOSE = Symbol.dispose ?? Symbol.for("Symbol.dispose");

/** See `client.d.ts`. */
export class AnswerStream {
    #chunks = [];
    /** Who waits for the next chunk. */
    #readers = [];
    #isOver = false;
    /** What is still to be thrown. */
    #failure;
    #readable;
    #stop;

    /**
     * `begin(answer)` asks for the answer and gives a promise of how it ended, `stop()` closes the
     * connection.
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
        // Who reads the chunks hears of a failure there.
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

    /** A chunk has arrived. */
    push(chunk) {
        this.#chunks.push(chunk);
        this.#serve();
    }

    /** Gives those who wait what there is for them. */
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

    /** Called where a loop is left early. */
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
        // Nothing is taken before it is asked for: the chunks may have another reader.
        this.#readable ??= new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
        return this.#readable;
    }
}
