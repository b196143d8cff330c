// The options by name and type, checked at once so that an error points to its cause.

/** The types that each option accepts, or the pattern of its text. */
const OPTIONS = {
    endpoint: "string",
    apiVersion: /^v\d[a-zA-Z\d]*$/,
    apiKey: "string",
    model: "string",
    systemInstruction: "string or array or object",
    generationConfig: "object",
    safetySettings: "array",
    tools: "array",
    toolConfig: "object",
    cachedContent: "string",
    thinking: /^(auto|off|show)$/,
    fetch: "function",
    headers: "object or array or function",
    token: "string or function",
    recovery: {
        attempts: "number",
        baseDelay: "number",
        maxDelay: "number",
        silenceNotice: "number",
        silenceLimit: "number",
        continuations: "number",
        saveInterval: "number",
    },
    keep: "string",
    onTrouble: "function",
};

export const CLIENT = { ...OPTIONS, wasmUrl: "string or object", wasm: "object" };
export const CHAT = { ...OPTIONS, history: "array" };
export const ASK = { signal: "object", onUpdate: "function" };
export const RETRY = { ...ASK, whenOnline: "boolean" };

/**
 * Returns the options that are set: `undefined` and `null` stand for defaults. An unknown option is
 * left out with a warning.
 */
export function validateOptions(options, rules, what = "options") {
    expect(options ?? {}, "object", what);
    const isGiven = ([name, value]) => {
        if (value === undefined || value === null) {
            return false;
        }
        const isKnown = Object.hasOwn(rules, name);
        if (!isKnown) {
            console.warn(`rill: there is no option ${name} here.`);
        } else if (rules[name].constructor === Object) {
            validateOptions(value, rules[name], name);
        } else {
            expect(value, rules[name], name);
        }
        return isKnown;
    };
    return Object.fromEntries(Object.entries(options ?? {}).filter(isGiven));
}

function expect(value, rule, name) {
    const kind = Array.isArray(value) ? "array" : typeof value;
    const isFit = rule.test
        ? kind === "string" && rule.test(value)
        : rule.split(" or ").includes(kind);
    if (!isFit) {
        throw new TypeError(`${name}: it takes ${rule}`);
    }
}
