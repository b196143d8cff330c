// What a page downloads to embed each chat:
// node weigh.mjs --rill FOLDER --simulator PROGRAM --chromium PROGRAM --folder FOLDER
//
// Counts the files that the browser requests: after loading, and after the chat was opened and has
// drawn one answer with Markdown. The page itself and the answer are not counted.

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { judge, number, serving, table } from "./command.mjs";
import { chat, inPage } from "./page.mjs";
import { weigh } from "./site.mjs";

const RIVAL = "deep-chat";
// Rill starts closed here, as n8n's window does; the others have nothing to open.
const RILL = "rill-popup";
const ROWS = [RILL, RIVAL, "n8n-chat", "assistant-ui", "streamdown"];

// Time until an idle page requests nothing more, in milliseconds.
const QUIET = 3000;
// Limit of a sample, in seconds.
const LIMIT = 60;

async function requests({ chromium, url }, name) {
  const own = [];
  const foreign = new Set();
  const prepare = async (page) => {
    page.heard.set("Network.requestWillBeSent", ({ request, type }) => {
      const { origin, pathname, protocol } = new URL(request.url);
      if (!protocol.startsWith("http") || type === "Document" || request.method !== "GET") return;
      if (origin === url) own.push(pathname);
      else foreign.add(origin);
    });
    await page.send("Network.enable");
  };
  return inPage({ chromium, url: `${url}/${name}/`, limit: LIMIT, prepare }, async (page) => {
    await page.run("probe.shown()");
    await sleep(QUIET);
    const first = new Set(own);
    try {
      await chat(page);
    } catch (error) {
      console.log(`${name} does not answer: ${error.message}`);
      return { first, whole: null, foreign };
    }
    await sleep(QUIET);
    return { first, whole: new Set(own), foreign };
  });
}

async function sum(folder, paths) {
  if (paths === null) return null;
  const weights = await Promise.all([...paths].map((path) => weigh(join(folder, path))));
  const add = (kind) => weights.reduce((sum, weight) => sum + weight[kind], 0);
  return { raw: add("raw"), gzip: add("gzip"), brotli: add("brotli"), files: weights.length };
}

await serving(async (options) => {
  const rows = new Map();
  for (const name of ROWS) {
    const { first, whole, foreign } = await requests(options, name);
    rows.set(name, {
      first: await sum(options.folder, first),
      whole: await sum(options.folder, whole),
      foreign: [...foreign],
    });
  }

  const cells = (sum) => ["raw", "gzip", "brotli", "files"].map((kind) => number(sum?.[kind] ?? null));
  table(
    ["bytes", "first load", "gzip -9", "brotli 11", "files", "opened, with an answer", "gzip -9", "brotli 11", "files"],
    [...rows].map(([name, { first, whole }]) => [name, ...cells(first), ...cells(whole)]),
  );
  for (const [name, { foreign }] of rows) {
    if (foreign.length > 0) console.log(`${name} asks ${foreign.join(", ")} too, which is not counted.`);
  }
  const [ours, theirs] = [RILL, RIVAL].map((name) => rows.get(name).whole?.gzip ?? null);
  judge([
    [
      ours !== null && ours < theirs,
      `the whole chat with Markdown: ${number(ours)} bytes of gzip, to be less than ${number(theirs)} of ${RIVAL}`,
    ],
    [rows.get(RILL).foreign.length === 0, "nobody else is asked for anything"],
  ]);
});
