// The settings of an element: its attributes and properties, read by the table in `schema.rs`.

import { ATTRIBUTES, PROPERTIES } from "./generated/schema.js";

/** The attributes to observe. */
export const observed = Object.keys(ATTRIBUTES);

/** The key of the method that is called with a property and its value when a setting changes. */
export const changed = Symbol("changed");

/** The key under which an element stores the settings that differ from their defaults. */
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

// For each kind, a parser, which returns `undefined` for an invalid text, and a function that words
// what is allowed. Both take the rest of an attribute's table row, after its kind and default.
const KINDS = {
    text: [(raw) => raw],
    secret: [(raw) => raw],
    tokens: [(raw) => raw.trim().split(/\s+/)],
    boolean: [
        // As in all of HTML, presence alone turns it on.
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
            // The page's own scheme is allowed because an app may have one of its own.
            const isAllowed = [...schemes, page && new URL(page).protocol].includes(protocol);
            return isAllowed ? href : undefined;
        },
        (...schemes) => "a URL with " + schemes.join(", "),
    ],
    json: [(raw, ...rule) => validateShape(JSON.parse(raw), ...rule), (allowed) => allowed],
};

/** Returns a value if it has the right shape. Throws if JSON cannot represent it. */
function validateShape(value, _, fields, orText) {
    JSON.stringify(value);
    const isObject = (it) => it && typeof it == "object" && !Array.isArray(it);
    const isItem = (item) =>
        (orText && isText(item)) ||
        (isObject(item) && fields.every((field) => isText(item[field])));
    const isFit = fields ? Array.isArray(value) && value.every(isItem) : isObject(value);
    return isFit ? value : undefined;
}

/** Reads the value of an attribute. Warns of an invalid one and returns the default instead. */
function readOrDefault(name, value, read) {
    const [kind, standard, ...rule] = ATTRIBUTES[name];
    const isBoolean = kind == "boolean";
    let meaning;
    try {
        meaning = read(value, ...(isBoolean ? [name] : rule));
    } catch {
        // An invalid URL or invalid JSON.
    }
    if (meaning === undefined) {
        warn(
            `${name}=${isText(value) ? `"${value}"` : {}.toString.call(value)} is not understood. ` +
                `Allowed: ${KINDS[kind][1](...rule)}. ${isBoolean ? "It is on." : "The default applies."}`,
        );
        meaning = isBoolean || standard;
    }
    return meaning;
}

/** Parses an attribute. `null` is its absence, and so is a blank unless it is a boolean. */
export function parse(name, raw) {
    const [kind, standard] = ATTRIBUTES[name];
    if (raw === null || (kind != "boolean" && !raw.trim())) {
        return standard;
    }
    return readOrDefault(name, raw, KINDS[kind][0]);
}

function store(element, property, value) {
    const values = (element[VALUES] ??= Object.create(DEFAULTS));
    if (values[property] !== value) {
        values[property] = value;
        element[changed]?.(property, value);
    }
}

/** Returns all settings of an element, defaults included, as a plain object. */
export const settings = (element) => ({ ...DEFAULTS, ...element[VALUES] });

function setAttributed(element, name, value) {
    const [kind] = ATTRIBUTES[name];
    const hasValue = value != null;
    if (kind == "json" || kind == "secret") {
        // Objects are not reflected, and a key must not be. A string is parsed as in the attribute:
        // frameworks set properties to the text in their templates.
        const isObject = hasValue && typeof value == "object";
        store(
            element,
            camel(name),
            isObject
                ? readOrDefault(name, value, validateShape)
                : parse(name, hasValue ? `${value}` : null),
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
        store(element, property, value ?? null);
    } else {
        warn(`the property ${property} takes a value of type ${types.join(" or ")}.`);
    }
}

/**
 * Defines the properties of a class and its `attributeChangedCallback`. Properties that the class
 * defines itself stay.
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
        store(this, camel(name), parse(name, raw));
    };
}

/**
 * Applies the properties that were set before the element was upgraded, which shadow those of its
 * class. For `connectedCallback`, since attributes that a constructor sets go unnoticed.
 */
export function upgrade(element) {
    const prototype = Object.getPrototypeOf(element);
    for (const property of Object.keys(element)) {
        if (property in prototype) {
            const value = element[property];
            delete element[property];
            // Unlike an assignment, this does not throw if the property is read-only.
            Reflect.set(element, property, value);
        }
    }
}
