// How attributes and properties of the element are read, without a browser: the little that is
// needed of the DOM is simulated here.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { ATTRIBUTES, PROPERTIES } from "../../src/element/generated/schema.js";
import {
    changed,
    defineProperties,
    observed,
    parse,
    settings,
    upgrade,
} from "../../src/element/settings.js";

/** An element reduced to its attributes. */
class Fake {
    #attributes = new Map();
    changes = [];

    getAttribute(name) {
        return this.#attributes.get(name) ?? null;
    }
    setAttribute(name, value) {
        this.#set(name, String(value));
    }
    removeAttribute(name) {
        this.#set(name, null);
    }
    toggleAttribute(name, isThere) {
        this.#set(name, isThere ? "" : null);
    }
    #set(name, value) {
        const old = this.getAttribute(name);
        this.#attributes.set(name, value);
        if (observed.includes(name) && (old !== null || value !== null)) {
            this.attributeChangedCallback(name, old, value);
        }
    }
    [changed](property, value) {
        this.changes.push([property, value]);
    }
}
defineProperties(Fake.prototype);

let warn;
beforeEach(() => {
    warn = mock.method(console, "warn", () => {});
});
afterEach(() => warn.mock.restore());

const warnings = () => {
    const said = warn.mock.calls.map(({ arguments: [text] }) => text);
    warn.mock.resetCalls();
    return said;
};

/** Attribute, its value, and what that is read as, without a warning. */
const GOOD = [
    ["model", "a-model", "a-model"],
    ["model", "", "gemini-flash-latest"],
    ["model", null, "gemini-flash-latest"],
    ["endpoint", "https://relay.example/v1", "https://relay.example/v1"],
    ["endpoint", " http://127.0.0.1:8090 ", "http://127.0.0.1:8090/"],
    ["endpoint", null, ""],
    ["avatar", "data:image/png;base64,AA==", "data:image/png;base64,AA=="],
    ["mode", "popup", "popup"],
    ["mode", " PopUp ", "popup"],
    ["mode", null, "inline"],
    ["dir", null, ""],
    ["open", "", true],
    ["open", "open", true],
    ["open", "true", true],
    ["open", null, false],
    ["retry-attempts", "5", 5],
    ["retry-attempts", " 100 ", 100],
    ["retry-attempts", "", 3],
    ["retry-base-delay", "0.25", 0.25],
    ["silence-limit", "0", 0],
    ["image-origins", " https://a.example\n https://b.example ", ["https://a.example", "https://b.example"]],
    ["image-origins", " ", []],
    ["generation-config", '{"maxOutputTokens": 8}', { maxOutputTokens: 8 }],
    ["generation-config", null, null],
    ["tools", '[{"googleSearch": {}}]', [{ googleSearch: {} }]],
    ["tools", "[]", []],
    ["suggestions", '["a", {"label": "b", "message": "c"}]', ["a", { label: "b", message: "c" }]],
    ["suggestions", "[]", []],
    ["safety-settings", '[{"category": "C", "threshold": "T"}]', [{ category: "C", threshold: "T" }]],
];

test("what attributes say", () => {
    for (const [name, raw, value] of GOOD) {
        assert.deepEqual(parse(name, raw), value, `${name}=${raw}`);
        assert.deepEqual(warnings(), [], `${name}=${raw}`);
    }
});

/** Attribute, its value, what it is read as, and the allowed values in the warning. */
const BAD = [
    ["mode", "pop", "inline", "inline, popup, fullscreen"],
    ["dir", "up", "", "auto, ltr, rtl"],
    ["open", "false", true, "to be there or not"],
    ["retry-attempts", "0", 3, "a whole number from 1 to 100"],
    ["retry-attempts", "2.5", 3, "a whole number from 1 to 100"],
    ["retry-attempts", "many", 3, "a whole number from 1 to 100"],
    ["retry-base-delay", "-1", 1, "a number from 0 to 86400"],
    ["retry-base-delay", "1s", 1, "a number from 0 to 86400"],
    ["retry-max-delay", "Infinity", 20, "a number from 0 to 86400"],
    ["endpoint", "localhost:8090", "", "a URL with https:, http:"],
    ["endpoint", "javascript:alert(1)", "", "a URL with https:, http:"],
    ["endpoint", "data:text/plain,x", "", "a URL with https:, http:"],
    // Without a document, there is no base URL.
    ["endpoint", "/v1beta", "", "a URL with https:, http:"],
    ["avatar", "javascript:alert(1)", "", "a URL with https:, http:, data:, blob:"],
    ["generation-config", "{", null, "a JSON object"],
    ["generation-config", "[]", null, "a JSON object"],
    ["generation-config", "null", null, "a JSON object"],
    ["generation-config", "7", null, "a JSON object"],
    ["suggestions", "a", null, "a JSON array of strings"],
    ["suggestions", "{}", null, "a JSON array of strings"],
    ["suggestions", "[7]", null, "a JSON array of strings"],
    ["suggestions", "[null]", null, "a JSON array of strings"],
    ["suggestions", '[{"label": "b"}]', null, "a JSON array of strings"],
    ["safety-settings", '["a"]', null, "a JSON array of objects"],
    ["tools", '["googleSearch"]', null, "a JSON array of objects"],
    ["tools", "[null]", null, "a JSON array of objects"],
    ["tools", "[[]]", null, "a JSON array of objects"],
    ["tools", '{"googleSearch": {}}', null, "a JSON array of objects"],
];

test("what is not understood is a warning, and the default applies", () => {
    for (const [name, raw, value, allowed] of BAD) {
        assert.deepEqual(parse(name, raw), value, `${name}=${raw}`);
        const [warning, ...more] = warnings();
        assert.deepEqual(more, []);
        for (const word of ["<rill-chat>", `${name}="${raw}"`, allowed, value === true ? "It is on" : "default applies"]) {
            assert.ok(warning.includes(word), `${warning}\nhas no ${word}`);
        }
    }
});

test("an address is relative to the page, and may have its scheme", () => {
    const addresses = [
        ["https://page.example/a/b", "/v1beta", "https://page.example/v1beta"],
        ["https://page.example/a/b", "relay", "https://page.example/a/relay"],
        ["app://page/a", "/v1beta", "app://page/v1beta"],
    ];
    try {
        for (const [baseURI, raw, value] of addresses) {
            globalThis.document = { baseURI };
            assert.equal(parse("endpoint", raw), value);
        }
    } finally {
        delete globalThis.document;
    }
    assert.deepEqual(warnings(), []);
});

/** Property, the value it is set to, its attribute after that, and its value after that. */
const REFLECTED = [
    ["model", "m", "model", "m", "m"],
    ["model", null, "model", null, "gemini-flash-latest"],
    ["model", undefined, "model", null, "gemini-flash-latest"],
    ["chatTitle", "Library", "chat-title", "Library", "Library"],
    ["open", true, "open", "", true],
    ["open", false, "open", null, false],
    ["mode", "popup", "mode", "popup", "popup"],
    ["retryAttempts", 5, "retry-attempts", "5", 5],
    ["imageOrigins", ["https://a.example", "https://b.example"], "image-origins", "https://a.example https://b.example", ["https://a.example", "https://b.example"]],
    ["imageOrigins", "https://a.example", "image-origins", "https://a.example", ["https://a.example"]],
    ["suggestions", ["a"], "suggestions", null, ["a"]],
    ["suggestions", '["a"]', "suggestions", null, ["a"]],
    ["suggestions", null, "suggestions", null, null],
    ["generationConfig", { seed: 1 }, "generation-config", null, { seed: 1 }],
    ["apiKey", "secret", "api-key", null, "secret"],
    ["apiKey", null, "api-key", null, ""],
    ["token", "t", "token", null, "t"],
    ["labels", { send: "Go" }, "labels", null, { send: "Go" }],
];

test("properties show in attributes as in any element", () => {
    for (const [property, value, name, attribute, after] of REFLECTED) {
        const element = new Fake();
        element[property] = value;
        assert.equal(element.getAttribute(name), attribute, `${property}=${value}`);
        assert.deepEqual(element[property], after, `${property}=${value}`);
    }
    assert.deepEqual(warnings(), []);
});

test("a property of a wrong type is a warning, and nothing changes", () => {
    const wrong = [
        ["fetch", "https://relay.example", "function"],
        ["headers", "a: b", "object or function"],
        ["token", 7, "string or function"],
        ["labels", "Go", "object"],
    ];
    for (const [property, value, types] of wrong) {
        const element = new Fake();
        element[property] = value;
        assert.equal(element[property], null);
        const [warning] = warnings();
        assert.ok(warning.includes(`${property} takes a value of type ${types}`), warning);
    }
    const element = new Fake();
    element.suggestions = [7];
    assert.equal(element.suggestions, null);
    element.generationConfig = 7;
    assert.equal(element.generationConfig, null);
    assert.deepEqual(
        warnings().map((warning) => warning.split(" is not")[0]),
        ["<rill-chat> suggestions=[object Array]", '<rill-chat> generation-config="7"'],
    );
});

test("whoever comes last counts, the attribute or the property", () => {
    const element = new Fake();
    element.setAttribute("suggestions", '["a"]');
    element.suggestions = ["b"];
    assert.deepEqual(element.suggestions, ["b"]);
    element.setAttribute("suggestions", '["c"]');
    assert.deepEqual(element.suggestions, ["c"]);
    element.removeAttribute("suggestions");
    assert.equal(element.suggestions, null);
});

test("a change is told once, and only if there is one", () => {
    const element = new Fake();
    element.setAttribute("mode", "popup");
    element.mode = "popup";
    element.mode = "inline";
    element.mode = "nonsense";
    element.removeAttribute("mode");
    element.token = "a";
    element.token = "a";
    assert.deepEqual(element.changes, [
        ["mode", "popup"],
        ["mode", "inline"],
        ["token", "a"],
    ]);
});

test("a key in the markup is warned of, and not repeated", () => {
    const element = new Fake();
    element.setAttribute("api-key", "AIzaSecret");
    const [warning] = warnings();
    assert.ok(warning.includes("api-key") && !warning.includes("AIza"), warning);
    assert.equal(element.apiKey, "AIzaSecret");
});

test("all settings as one plain object", () => {
    const element = new Fake();
    assert.deepEqual(Object.keys(settings(element)).length, observed.length + Object.keys(PROPERTIES).length);
    assert.equal(settings(element).retryAttempts, 3);
    element.setAttribute("retry-attempts", "7");
    element.labels = { send: "Go" };
    const { retryAttempts, labels, mode } = settings(element);
    assert.deepEqual({ retryAttempts, labels, mode }, { retryAttempts: 7, labels: { send: "Go" }, mode: "inline" });
    assert.equal(settings(new Fake()).retryAttempts, 3);
});

test("what was set before the element was one of ours", () => {
    class Early extends Fake {
        get messages() {
            return [];
        }
        send() {
            return "ours";
        }
    }
    const element = new Early();
    const set = (name, value) =>
        Object.defineProperty(element, name, { value, configurable: true, enumerable: true, writable: true });
    set("mode", "popup");
    set("suggestions", ["a"]);
    set("messages", ["no"]);
    set("other", 7);
    upgrade(element);
    assert.equal(element.getAttribute("mode"), "popup");
    assert.deepEqual(element.suggestions, ["a"]);
    assert.deepEqual(element.messages, []);
    assert.equal(element.other, 7);
    assert.equal(element.send(), "ours");
    assert.deepEqual(Object.keys(element).sort(), ["changes", "other"]);
});

test("a class keeps the accessors of its own", () => {
    class Own extends Fake {
        get open() {
            return "own";
        }
    }
    defineProperties(Own.prototype);
    assert.equal(new Own().open, "own");
});

test("the table has nothing that is not read", () => {
    for (const name in ATTRIBUTES) {
        assert.deepEqual(parse(name, null), ATTRIBUTES[name][1]);
    }
});
