// What a page holds once each chat has drawn an answer, one and ten of them on a page:
// node memory.mjs --rill FOLDER --simulator PROGRAM --chromium PROGRAM --folder FOLDER [--quick]
//
// After a collection of garbage: the heap of JavaScript, the memory of WebAssembly, and where the
// system tells, the private memory of the page's process, which has all of it and the compiled code,
// without that of an empty page.

import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { judge, median, serving, table } from "./command.mjs";
import { inPage, send } from "./page.mjs";
import { CONTESTANTS } from "./site.mjs";

const COUNTS = [1, 10];
const ROUNDS = 3;
const QUICK = 1;
// Until late work is done, in milliseconds.
const LATE = 1000;
// Seconds.
const LIMIT = 180;
const RIVAL = "deep-chat";

// Bytes of the renderer with the most of them, since a browser may keep a spare one; null where the
// system has no such file.
async function privateBytes(browser) {
  const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  const sizes = await Promise.all(
    renderers.map(async ({ id }) => {
      const text = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
      const lines = text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm);
      return [...lines].reduce((sum, [, kilobytes]) => sum + kilobytes * 1024, 0);
    }),
  );
  const most = Math.max(0, ...sizes);
  return most > 0 ? most : null;
}

async function measure(page, browser) {
  await sleep(LATE);
  await page.send("HeapProfiler.collectGarbage");
  const { usedSize } = await page.send("Runtime.getHeapUsage");
  return { heap: usedSize, wasm: await page.run("window.probe?.wasm() ?? 0"), all: await privateBytes(browser) };
}

const emptyPage = ({ chromium }) => inPage({ chromium, url: "about:blank", limit: LIMIT }, measure);

function sample({ chromium, url }, name, count) {
  const page = `${url}/${name}/?count=${count}`;
  return inPage({ chromium, url: page, limit: LIMIT }, async (page, browser) => {
    for (let index = 0; index < count; index += 1) {
      await page.run(`probe.usable(${index})`);
      await send(page, index);
    }
    return measure(page, browser);
  });
}

const megabytes = (bytes) => (bytes === null ? "–" : (bytes / 1e6).toFixed(1));

await serving(async (options) => {
  const rounds = options.quick ? QUICK : ROUNDS;
  const samples = new Map();
  const take = async (key, sampled) => {
    const found = [];
    for (let round = 0; round < rounds; round += 1) found.push(await sampled());
    const middle = (figure) => median(found.map((sample) => sample[figure]));
    samples.set(key, { heap: middle("heap"), wasm: middle("wasm"), all: middle("all") });
  };
  await take("nothing", () => emptyPage(options));
  const bare = samples.get("nothing").all;
  for (const name of CONTESTANTS) {
    for (const count of COUNTS) await take(`${name} ${count}`, () => sample(options, name, count));
  }
  const above = (all) => (all === null || bare === null ? null : all - bare);
  const cells = ({ heap, wasm, all }) => [heap, wasm, above(all)].map(megabytes);
  table(
    ["MB", "one: heap", "wasm", "process", "ten: heap", "wasm", "process"],
    CONTESTANTS.map((name) => [name, ...COUNTS.flatMap((count) => cells(samples.get(`${name} ${count}`)))]),
  );
  const held = (name) => {
    const { heap, wasm } = samples.get(`${name} ${COUNTS.at(-1)}`);
    return heap + wasm;
  };
  const [ours, theirs] = ["rill", RIVAL].map(held);
  judge([
    [
      ours < theirs,
      `ten of rill hold ${megabytes(ours)} MB, to be less than ${megabytes(theirs)} MB of ten of ${RIVAL}`,
    ],
  ]);
});
