// The package's data for editors: each file is valid in its format, all name the same things, and
// VS Code's own services understand them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const Ajv = require("ajv");
const addFormats = require("ajv-formats");
const css = require("vscode-css-languageservice");
const html = require("vscode-html-languageservice");

/** Reads a JSON file of an installed package. */
const json = (name) => JSON.parse(readFileSync(new URL(`./node_modules/${name}`, import.meta.url), "utf8"));

const manifest = json("rill-chat/custom-elements.json");
const htmlData = json("rill-chat/vscode.html-custom-data.json");
const cssData = json("rill-chat/vscode.css-custom-data.json");
const webTypes = json("rill-chat/web-types.json");

/** Data, and the schema published with its format. */
const FORMATS = [
    ["custom-elements.json", manifest, "custom-elements-manifest/schema.json"],
    ["vscode.html-custom-data.json", htmlData, "vscode-html-languageservice/docs/customData.schema.json"],
    ["vscode.css-custom-data.json", cssData, "vscode-css-languageservice/docs/customData.schema.json"],
];

/** Fields that custom-elements-manifest's types have, but its schema lacks. */
const LEFT_OUT = ["attribute", "reflects"];

/** Returns the names of all fields in a value, at any depth. */
const names = (value) =>
    Object.entries(value ?? {}).flatMap(([name, inner]) => [
        ...(Array.isArray(value) ? [] : [name]),
        ...(typeof inner === "object" ? names(inner) : []),
    ]);

/** Returns the names of all fields that a schema defines. */
function known(schema) {
    const inner = Object.values(schema ?? {}).filter((it) => typeof it === "object");
    return [...Object.keys(schema?.properties ?? {}), ...inner.flatMap(known)];
}

/** Returns the errors of data by a schema. */
function mistakes(schema, data) {
    // The schemas contain keywords for editors, which JSON Schema does not define.
    const ajv = new Ajv({ allErrors: true, strict: false });
    addFormats(ajv);
    const validate = ajv.compile(schema);
    return validate(data) ? [] : validate.errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

for (const [name, data, path] of FORMATS) {
    test(`${name} is of its format`, () => {
        const schema = json(path);
        assert.deepEqual(mistakes(schema, data), []);
        // A schema accepts fields that it does not define, such as a misspelt name.
        const allowed = new Set([...known(schema), ...LEFT_OUT]);
        assert.deepEqual(names(data).filter((name) => !allowed.has(name)), []);
    });

    test(`${name} would be refused in another shape`, () => {
        const other = JSON.parse(JSON.stringify(data).replaceAll('"name"', '"nmae"'));
        assert.notDeepEqual(mistakes(json(path), other), []);
    });
}

const [element] = manifest.modules[0].declarations;
const nameOf = ({ name }) => name;

test("all of them name the same things", () => {
    const [tag] = htmlData.tags;
    const [other] = webTypes.contributions.html.elements;
    assert.equal(tag.name, element.tagName);
    assert.equal(other.name, element.tagName);
    assert.deepEqual(tag.attributes.map(nameOf), element.attributes.map(nameOf));
    assert.deepEqual(other.attributes.map(nameOf), element.attributes.map(nameOf));
    assert.deepEqual(cssData.properties.map(nameOf), element.cssProperties.map(nameOf));
    assert.deepEqual(other.css.properties.map(nameOf), element.cssProperties.map(nameOf));
    assert.deepEqual(other.css.parts.map(nameOf), element.cssParts.map(nameOf));
    assert.deepEqual(other.slots.map(nameOf), element.slots.map(nameOf));
    assert.deepEqual(other.js.events.map(nameOf), element.events.map(nameOf));
    const fields = element.members.filter(({ kind }) => kind === "field");
    assert.deepEqual(other.js.properties.map(nameOf).sort(), fields.map(nameOf).sort());
});

const CARET = "|";

/** Returns what VS Code offers at the caret in a page, and its hover text there. */
function inHtml(page) {
    const offset = page.indexOf(CARET);
    const text = page.replace(CARET, "");
    const service = html.getLanguageService({
        customDataProviders: [html.newHTMLDataProvider("rill-chat", htmlData)],
    });
    const document = html.TextDocument.create("file:///page.html", "html", 1, text);
    const position = document.positionAt(offset);
    const parsed = service.parseHTMLDocument(document);
    return {
        offered: service.doComplete(document, position, parsed).items.map(({ label }) => label),
        told: service.doHover(document, position, parsed)?.contents.value,
    };
}

/** Returns the same for a style sheet. */
function inCss(sheet) {
    const offset = sheet.indexOf(CARET);
    const service = css.getCSSLanguageService({
        customDataProviders: [css.newCSSDataProvider(cssData)],
    });
    const document = css.TextDocument.create("file:///page.css", "css", 1, sheet.replace(CARET, ""));
    const position = document.positionAt(offset);
    const parsed = service.parseStylesheet(document);
    return {
        offered: service.doComplete(document, position, parsed).items.map(({ label }) => label),
        told: service.doHover(document, position, parsed)?.contents.value,
    };
}

/** Returns whether all of `some` are in `all`. */
const among = (all, some) => some.every((one) => all.includes(one));

test("VS Code offers the element, its attributes and their words", () => {
    assert.ok(inHtml("<rill|").offered.includes("rill-chat"));
    assert.ok(among(inHtml("<rill-chat |></rill-chat>").offered, element.attributes.map(nameOf)));
    assert.ok(among(inHtml('<rill-chat mode="|"></rill-chat>').offered, ["inline", "popup", "fullscreen"]));
    assert.ok(!inHtml("<div |></div>").offered.includes("system-instruction"));
});

test("VS Code tells what the element and its attributes are for", () => {
    assert.match(inHtml("<rill-ch|at></rill-chat>").told, /streams Gemini's answers/);
    // VS Code describes global attributes in HTML's own words.
    const ours = element.attributes.filter(({ name }) => !inHtml("<div |></div>").offered.includes(name));
    assert.ok(ours.length > 20);
    for (const { name, description } of ours) {
        const { told } = inHtml(`<rill-chat ${name[0]}|${name.slice(1)}></rill-chat>`);
        assert.ok(told.includes(description), `${name}: ${told}`);
    }
});

test("VS Code offers the custom properties and tells what they are for", () => {
    const properties = element.cssProperties.map(nameOf);
    assert.ok(among(inCss("rill-chat { | }").offered, properties));
    const [{ name, description }] = element.cssProperties;
    assert.ok(inCss(`rill-chat { ${name.slice(0, 4)}|${name.slice(4)}: red }`).told.includes(description));
});
