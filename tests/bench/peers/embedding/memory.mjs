// Memory of a page after each chat has drawn an answer, with one and ten chats on the page:
// node memory.mjs --rill FOLDER --simulator PROGRAM --chromium PROGRAM --folder FOLDER [--quick]
//
// Measured after a garbage collection: the heaps of JavaScript and of the document, the memory of
// WebAssembly, and where the system reports it, the private dirty memory of the renderers. That
// includes all of these and compiled code; the same of an empty page is subtracted.

import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { judge, median, serving, table } from "./command.mjs";
import { chat, inPage } from "./page.mjs";
import { CONTESTANTS, EMPTY } from "./site.mjs";

const COUNTS = [1, 10];
const ROUNDS = 3;
const QUICK = 1;
// The time for late work to finish, in milliseconds.
const LATE = 1000;
// Limit of a sample, in seconds.
const LIMIT = 180;

// Returns the private dirty bytes of all renderers, since a browser starts with more than one, or
// null where the system has no such file.
async function written(browser) {
  const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  const sizes = await Promise.all(
    renderers.map(async ({ id }) => {
      const text = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
      return Number(text.match(/^Private_Dirty:\s+(\d+) kB$/m)?.[1] ?? NaN) * 1024;
    }),
  );
  const sum = sizes.reduce((sum, size) => sum + size, 0);
  return Number.isNaN(sum) ? null : sum;
}

async function measure(page, browser) {
  await sleep(LATE);
  await page.send("HeapProfiler.collectGarbage");
  const { usedSize, embedderHeapUsedSize } = await page.send("Runtime.getHeapUsage");
  const wasm = await page.run("window.probe?.wasm() ?? 0");
  return { heap: usedSize + embedderHeapUsedSize, wasm, all: await written(browser) };
}

const empty = ({ chromium, url }) => inPage({ chromium, url: `${url}/${EMPTY}/`, limit: LIMIT }, measure);

async function sample({ chromium, url }, name, count) {
  const address = `${url}/${name}/?count=${count}`;
  const work = async (page, browser) => {
    for (let index = 0; index < count; index += 1) {
      await chat(page, index);
    }
    return measure(page, browser);
  };
  try {
    return await inPage({ chromium, url: address, limit: LIMIT }, work);
  } catch (error) {
    console.log(`${count} of ${name} do not answer: ${error.message}`);
    return null;
  }
}

const megabytes = (bytes) => (bytes === null ? "–" : (bytes / 1e6).toFixed(1));

await serving(async (options) => {
  const rounds = options.quick ? QUICK : ROUNDS;
  const samples = new Map();
  const take = async (key, sampled) => {
    const found = [];
    for (let round = 0; round < rounds; round += 1) found.push(await sampled());
    // A contestant that fails once has no figure.
    const middle = (figure) => (found.includes(null) ? null : median(found.map((sample) => sample[figure])));
    samples.set(key, { heap: middle("heap"), wasm: middle("wasm"), all: middle("all") });
  };
  await take(EMPTY, () => empty(options));
  const bare = samples.get(EMPTY).all;
  for (const name of CONTESTANTS) {
    for (const count of COUNTS) await take(`${name} ${count}`, () => sample(options, name, count));
  }
  const above = (all) => (all === null || bare === null ? null : all - bare);
  const cells = ({ heap, wasm, all }) => [heap, wasm, above(all)].map(megabytes);
  table(
    ["MB", "one: heap", "wasm", "process", "ten: heap", "wasm", "process"],
    CONTESTANTS.map((name) => [name, ...COUNTS.flatMap((count) => cells(samples.get(`${name} ${count}`)))]),
  );
  // No figures are promised, only that each contestant answers.
  const hasAnswered = (name) => COUNTS.every((count) => samples.get(`${name} ${count}`).heap !== null);
  judge(CONTESTANTS.map((name) => [hasAnswered(name), `one and ten of ${name} have answered`]));
});
