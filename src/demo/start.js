// Starts the page. It is a file of its own because a strict policy refuses inline scripts.

// Set from here and not in the markup, so that it does not refuse the script with which
// `trunk serve` reloads the page. Everything of ours runs under it all the same. The demo lets its
// reader type the address of a relay and where pictures may come from, hence the stars.
const policy = document.createElement("meta");
policy.httpEquiv = "content-security-policy";
policy.content = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    // The chat is what decides: it shows none from anywhere until its reader names an origin.
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
