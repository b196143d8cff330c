/** Validates the `history` property. */

const isObject = (value) => value && typeof value === "object" && !Array.isArray(value);

const isContent = (content) =>
    ["user", "model"].includes(content?.role) &&
    Array.isArray(content.parts) &&
    content.parts.every(isObject);

/** Whether a value is an array of Gemini's `Content`. Warns if it is not. */
export function isHistory(value) {
    try {
        if (Array.isArray(value) && value.every(isContent) && JSON.stringify(value)) {
            return true;
        }
    } catch {
        // JSON cannot represent it.
    }
    console.warn(
        "<rill-chat> the property history takes an array of {role, parts}, where role is user or model. It stays as it was.",
    );
    return false;
}
