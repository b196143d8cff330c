// As in a browser where WebAssembly is switched off.
delete globalThis.WebAssembly;
