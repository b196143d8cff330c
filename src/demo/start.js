// Starts the page. A separate file, because a strict policy refuses inline scripts.

// Set here and not in the markup, so that it does not block the script with which `trunk serve`
// reloads the page. All of our code still runs under it. The demo's user may type the address of a
// relay and the origins of images, hence the wildcards.
const policy = document.createElement("meta");
policy.httpEquiv = "content-security-policy";
policy.content = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    // The chat decides: it loads no image from elsewhere until the user names an origin.
    "img-src * data: blob:",
    "connect-src *",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
].join("; ");
document.head.append(policy);

try {
    const { default: init } = await import("./rill-demo.js");
    await init();
} catch (error) {
    document.querySelector(".demo-waiting").hidden = true;
    document.querySelector(".demo-failed").hidden = false;
    throw error;
}
