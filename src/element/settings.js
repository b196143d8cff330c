// What the element was told, by attributes and by properties, read by the table that Rust declares.

import { ATTRIBUTES, PROPERTIES } from "./generated/schema.js";

/** The attributes to observe. */
export const observed = Object.keys(ATTRIBUTES);

/** The name of the method that is called with property and value when a setting has changed. */
export const changed = Symbol("changed");

/** Where an element keeps what is not at its default. */
const VALUES = Symbol("values");

const camel = (name) => name.replace(/-./g, (dash) => dash[1].toUpperCase());

const DEFAULTS = {};
for (const name of observed) {
    DEFAULTS[camel(name)] = ATTRIBUTES[name][1];
}
for (const name of Object.keys(PROPERTIES)) {
    DEFAULTS[name] = null;
}

const warn = (text) => console.warn("<rill-chat> " + text);

const isText = (value) => typeof value == "string";

// For each kind, what a text means, `undefined` if nothing; and what is allowed, in words. Both take
// what the table says of an attribute behind its kind and its default.
const KINDS = {
    text: [(raw) => raw],
    secret: [(raw) => raw],
    tokens: [(raw) => raw.trim().split(/\s+/)],
    boolean: [
        // As everywhere in HTML: it is on because it is there.
        (raw, name) => !raw || raw == name || raw == "true" || undefined,
        () => "to be there or not",
    ],
    choice: [
        (raw, ...words) => words.find((word) => word == raw.trim().toLowerCase()),
        (...words) => words.join(", "),
    ],
    number: [
        (raw, min, max, whole) =>
            +raw >= min && +raw <= max && !(whole && raw % 1) ? +raw : undefined,
        (min, max, whole) => `a ${whole ? "whole " : ""}number from ${min} to ${max}`,
    ],
    url: [
        (raw, ...schemes) => {
            const page = globalThis.document?.baseURI;
            const { protocol, href } = new URL(raw.trim(), page);
            // Of the page's own scheme, because an app may have one.
            const isAllowed = [...schemes, page && new URL(page).protocol].includes(protocol);
            return isAllowed ? href : undefined;
        },
        (...schemes) => "an address with " + schemes.join(", "),
    ],
    json: [(raw, ...rule) => fitting(JSON.parse(raw), ...rule), (allowed) => allowed],
};

/** The value, if it is an object, or a list of what it may be a list of. Throws if it is no JSON. */
function fitting(value, _, fields, orText) {
    JSON.stringify(value);
    const isItem = (item) =>
        (orText && isText(item)) || fields.every((field) => isText(item?.[field]));
    const isFit = fields
        ? Array.isArray(value) && value.every(isItem)
        : value && typeof value == "object" && !Array.isArray(value);
    return isFit ? value : undefined;
}

/** What a value means to an attribute; where that is nothing, a warning says so and the default stands. */
function understood(name, value, read) {
    const [kind, standard, ...rule] = ATTRIBUTES[name];
    const isBoolean = kind == "boolean";
    let meaning;
    try {
        meaning = read(value, ...(isBoolean ? [name] : rule));
    } catch {
        // An address or JSON that is none.
    }
    if (meaning === undefined) {
        warn(
            `${name}=${isText(value) ? `"${value}"` : {}.toString.call(value)} is not understood. ` +
                `Allowed: ${KINDS[kind][1](...rule)}. ${isBoolean ? "It is on." : "Its default stands."}`,
        );
        meaning = isBoolean || standard;
    }
    return meaning;
}

/** The value that an attribute gives; `null` and blanks are its absence. */
export function parse(name, raw) {
    const [kind, standard] = ATTRIBUTES[name];
    if (raw === null || (kind != "boolean" && !raw.trim())) {
        return standard;
    }
    return understood(name, raw, KINDS[kind][0]);
}

function hold(element, property, value) {
    const values = (element[VALUES] ??= Object.create(DEFAULTS));
    if (values[property] !== value) {
        values[property] = value;
        element[changed]?.(property, value);
    }
}

/** What an element was told, at their defaults what it was not told, as a plain object. */
export const settings = (element) => ({ ...DEFAULTS, ...element[VALUES] });

function setAttributed(element, name, value) {
    const [kind] = ATTRIBUTES[name];
    const hasValue = value != null;
    if (kind == "json" || kind == "secret") {
        // Objects do not show in attributes, and a key must not. A text is what would stand there:
        // frameworks hand over what their templates say.
        const isObject = hasValue && typeof value == "object";
        hold(
            element,
            camel(name),
            isObject ? understood(name, value, fitting) : parse(name, hasValue ? `${value}` : null),
        );
    } else if (kind == "boolean") {
        element.toggleAttribute(name, !!value);
    } else if (hasValue) {
        element.setAttribute(name, Array.isArray(value) ? value.join(" ") : value);
    } else {
        element.removeAttribute(name);
    }
}

function setPlain(element, property, value) {
    const types = PROPERTIES[property];
    if (value == null || types.includes(typeof value)) {
        hold(element, property, value ?? null);
    } else {
        warn(`the property ${property} takes a value of type ${types.join(" or ")}.`);
    }
}

/**
 * Gives a class its properties, and the callback that follows its attributes; what the class has of
 * its own stays.
 */
export function defineProperties(prototype) {
    const define = (property, set) => {
        if (!Object.hasOwn(prototype, property)) {
            Object.defineProperty(prototype, property, {
                configurable: true,
                enumerable: true,
                get() {
                    return (this[VALUES] ?? DEFAULTS)[property];
                },
                set(value) {
                    set(this, value);
                },
            });
        }
    };
    for (const name of observed) {
        define(camel(name), (element, value) => setAttributed(element, name, value));
    }
    for (const property of Object.keys(PROPERTIES)) {
        define(property, (element, value) => setPlain(element, property, value));
    }
    prototype.attributeChangedCallback = function (name, _, raw) {
        if (raw && ATTRIBUTES[name][0] == "secret") {
            warn(`${name} is in the page, where everybody can read it and Google blocks it.`);
        }
        hold(this, camel(name), parse(name, raw));
    };
}

/**
 * Takes over what was set on an element before it was one of ours: those values hide the properties
 * of its class. For `connectedCallback`, since attributes that a constructor sets go unnoticed.
 */
export function upgrade(element) {
    const prototype = Object.getPrototypeOf(element);
    for (const property of Object.keys(element)) {
        if (property in prototype) {
            const value = element[property];
            delete element[property];
            // Which does not throw where the property can only be read.
            Reflect.set(element, property, value);
        }
    }
}
