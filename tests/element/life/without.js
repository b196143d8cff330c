// As it is where a person has switched it off.
delete globalThis.WebAssembly;
