// Pages that embed a chat, built as their owners would build them and laid out for serving.

import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { build } from "esbuild";

const HERE = fileURLToPath(new URL(".", import.meta.url));

// The entry of each peer.
const PEERS = {
  "deep-chat": "main.js",
  "n8n-chat": "main.js",
  "assistant-ui": "main.jsx",
  streamdown: "main.jsx",
};

// Rill's pages: one with the chat in the page, one with a launcher.
const RILL = { rill: "", "rill-popup": ' mode="popup"' };

// Contestants with a launcher load more when it is pressed.
export const CONTESTANTS = [...Object.keys(RILL), ...Object.keys(PEERS)];

// A page without a chat, for comparison.
export const EMPTY = "empty";

const COMPRESSED = [".js", ".css", ".wasm", ".html"];

const html = (name, head, place = "") => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${name}</title>
<link rel="icon" href="data:,">
<style>body { font: 16px/1.5 sans-serif; max-width: 48rem; margin: 1rem auto }</style>
${head}
<main id="place">${place}</main>
`;

// Rill needs no bundler. Further chats are clones of the first.
const rillPage = (name, attributes) =>
  html(
    name,
    `<style>rill-chat:not([mode]) { display: block; height: 700px }</style>
<script type="module" src="/package/rill-chat.js"></script>`,
    `<rill-chat${attributes}></rill-chat>
<script>
const count = Number(new URLSearchParams(location.search).get("count") ?? 1);
const [chat] = document.getElementsByTagName("rill-chat");
for (let index = 1; index < count; index += 1) chat.after(chat.cloneNode());
</script>`,
  );

// Fills `folder` with the pages; `rill` is the built package.
export async function lay(folder, rill) {
  await rm(folder, { recursive: true, force: true });
  for (const [name, entry] of Object.entries(PEERS)) {
    const outdir = join(folder, name);
    await build({
      entryPoints: [join(HERE, name, entry)],
      outdir,
      bundle: true,
      minify: true,
      splitting: true,
      format: "esm",
      target: "es2022",
      jsx: "automatic",
      define: { "process.env.NODE_ENV": '"production"' },
      logLevel: "error",
    });
    const files = await readdir(outdir);
    const style = files.includes("main.css") ? '<link rel="stylesheet" href="main.css">\n' : "";
    await writeFile(join(outdir, "index.html"), html(name, `${style}<script type="module" src="main.js"></script>`));
  }
  for (const [name, attributes] of Object.entries(RILL)) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, "index.html"), rillPage(name, attributes));
  }
  await mkdir(join(folder, EMPTY));
  await writeFile(join(folder, EMPTY, "index.html"), html(EMPTY, ""));
  await cp(rill, join(folder, "package"), { recursive: true });
  await compress(folder);
}

// Compresses at the highest levels, as hosts do with files that do not change.
async function compress(folder) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !COMPRESSED.includes(extname(entry.name))) continue;
    const path = join(entry.parentPath, entry.name);
    const { gzip, brotli } = packed(await readFile(path));
    await writeFile(`${path}.gz`, gzip);
    await writeFile(`${path}.br`, brotli);
  }
}

function packed(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return { gzip: gzipSync(bytes, { level: 9 }), brotli: brotliCompressSync(bytes, { params }) };
}

// Returns the sizes of a file in bytes.
export async function weigh(file) {
  const [raw, gzip, brotli] = await Promise.all(["", ".gz", ".br"].map((ending) => readFile(file + ending)));
  return { raw: raw.length, gzip: gzip.length, brotli: brotli.length };
}
