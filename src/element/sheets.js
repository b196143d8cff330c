/**
 * Constructed style sheets, shared by all elements of a document. A strict Content Security Policy
 * would refuse a `<style>` element.
 */

const made = new WeakMap();

/** Sets the style sheets of a shadow root. A document accepts only sheets constructed in it. */
export function adoptStyles(root, ...texts) {
    const document = root.ownerDocument;
    if (!made.has(document)) {
        made.set(document, new Map());
    }
    const sheets = made.get(document);
    root.adoptedStyleSheets = texts.map((text) => {
        let sheet = sheets.get(text);
        if (!sheet) {
            sheet = new (document.defaultView ?? window).CSSStyleSheet();
            sheet.replaceSync(text);
            sheets.set(text, sheet);
        }
        return sheet;
    });
}
