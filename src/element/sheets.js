/**
 * Style sheets without a `<style>` element, which a strict policy would refuse: constructed ones,
 * shared by all elements of a document.
 */

const made = new WeakMap();

/** Has a shadow root wear these texts. A document takes sheets of its own making only. */
export function wear(root, ...texts) {
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
