// Bundles the contestants, and serves them on loopback.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const PAGES = fileURLToPath(new URL("pages/", import.meta.url));
const STYLE = fileURLToPath(new URL("../../../style/widget.css", import.meta.url));
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".css": "text/css" };

// The same styles for all; Rill adds its own style sheet, which it depends on.
const html = (name) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${name}</title>
<style>body { font: 16px/1.5 sans-serif; max-width: 48rem; margin: 1rem auto }</style>
${name.startsWith("rill") ? '<link rel="stylesheet" href="/rill/widget.css">' : ""}
<main id="place"></main>
<script>
addEventListener("error", ({ message }) => (window.failure ??= message));
addEventListener("unhandledrejection", ({ reason }) => (window.failure ??= String(reason)));
</script>
<script type="module" src="/pages/${name}.js" onerror="failure = 'the page cannot be loaded'"></script>
`;

async function bundle(names) {
  const { outputFiles } = await build({
    entryPoints: names.map((name) => ({ in: join(PAGES, name), out: name })),
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    outdir: "/",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    // Rill is served as wasm-bindgen writes it.
    external: ["/rill/*"],
    logLevel: "error",
  });
  return new Map(outputFiles.map(({ path, contents }) => [`/pages/${basename(path)}`, contents]));
}

export class Site {
  #server;
  #pages;
  #rill;
  // The chunks to feed to the page.
  chunks = [];

  // `rill` is the output folder of wasm-bindgen.
  static async open(names, rill) {
    const site = new Site();
    site.#pages = await bundle(names);
    site.#rill = rill;
    site.#server = createServer((request, response) => site.#answer(request, response));
    await new Promise((resolve) => site.#server.listen(0, "127.0.0.1", resolve));
    return site;
  }

  address(name) {
    return `http://127.0.0.1:${this.#server.address().port}/${name}`;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request, response) {
    const { pathname } = new URL(request.url, "http://localhost");
    const found = await this.#find(pathname).catch(() => null);
    if (found === null) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(pathname)] ?? "text/html";
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(found);
  }

  async #find(path) {
    if (path === "/chunks") return JSON.stringify(this.chunks);
    if (path === "/rill/widget.css") return readFile(STYLE);
    // URL parsing has removed `..` from the path.
    if (path.startsWith("/rill/")) return readFile(join(this.#rill, path.slice("/rill/".length)));
    if (path.startsWith("/pages/")) return this.#pages.get(path) ?? null;
    return extname(path) === "" ? html(path.slice(1)) : null;
  }
}
