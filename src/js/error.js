// The only error type, as in Rust: a kind, a sentence for people, and the server's words.

/** See `client.d.ts`. */
export class RillError extends Error {
    /** Takes an error object of the module, or one with the same fields. */
    constructor({ message, cause, ...fields }) {
        super(message, cause === undefined ? undefined : { cause });
        this.name = "RillError";
        this.remedies = [];
        Object.assign(this, fields);
    }

    /** Converts an error object of the module. Anything else, such as a `TypeError`, stays. */
    static of(thrown) {
        return typeof thrown?.kind === "string" && !(thrown instanceof Error)
            ? new RillError(thrown)
            : thrown;
    }
}
