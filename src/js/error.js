// The one error type, as in Rust: a kind, a sentence for people, and what the server said.

/** See `client.d.ts`. */
export class RillError extends Error {
    /** Takes the object that the module gives, or one of the same fields. */
    constructor({ message, cause, ...fields }) {
        super(message, cause === undefined ? undefined : { cause });
        this.name = "RillError";
        this.remedies = [];
        Object.assign(this, fields);
    }

    /** What was thrown, as one. An error of another type, such as a `TypeError`, stays what it is. */
    static of(thrown) {
        return typeof thrown?.kind === "string" && !(thrown instanceof Error)
            ? new RillError(thrown)
            : thrown;
    }
}
