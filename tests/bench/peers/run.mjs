// Runs the plan and reports the results: node run.mjs --rill FOLDER --chromium PROGRAM [--quick]
//
// --only CONTESTANT,… and --cells DOCUMENT/MODE,… restrict the plan, --rounds N sets the rounds,
// and --json FILE saves every sample.

import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { cut, write } from "./documents.mjs";
import { ALL, CHUNK, plan } from "./plan.mjs";
import { Results, promises, tables } from "./report.mjs";
import { take } from "./sample.mjs";
import { Site } from "./site.mjs";

const { values: options } = parseArgs({
  options: {
    rill: { type: "string" },
    chromium: { type: "string" },
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    cells: { type: "string" },
    rounds: { type: "string" },
    json: { type: "string" },
  },
});

// Seconds that a sample may take in addition to its feeding time.
const PATIENCE = 60;
const FEEDING = { burst: 0, paced: 0.005, step: 2 / 60 };

const planned = plan(options.quick);
const rounds = Number(options.rounds ?? planned.rounds);
const only = options.only?.split(",") ?? ALL;
const cells = options.cells
  ? options.cells.split(",").map((cell) => {
      const [document, mode] = cell.split("/");
      return mode === "observed"
        ? { document, mode: "burst", contestants: ALL, observed: true }
        : { document, mode, contestants: ALL };
    })
  : planned.cells;

const results = new Results();
const site = await Site.open(ALL, options.rill);

async function fill(cell, contestant, round) {
  const { document, mode, observed } = cell;
  if (results.hasGivenUp(cell, contestant)) return;
  site.chunks = cut(write(document), ...CHUNK[mode]);
  const limit = PATIENCE + 2 * FEEDING[mode] * site.chunks.length;
  let figure = `more than ${limit.toFixed(0)} s`;
  const asked = { binary: options.chromium, site, contestant, mode, observed, limit };
  // A contestant that fails must not end a run that takes hours.
  const sample = await take(asked).catch((error) => {
    figure = String(error);
    return null;
  });
  results.add(cell, contestant, round, sample);
  // Saved at once, so that a run that is cut short keeps its samples.
  if (options.json) writeFileSync(options.json, JSON.stringify(results, null, 1));
  if (sample !== null) figure = `${sample.time.toFixed(0)} ms`;
  const place = `${round + 1}/${rounds} ${document}, ${mode}${observed ? ", observed" : ""}`;
  console.log(`${place}: ${contestant} ${figure}`);
}

// The first contestant rotates, so that none always starts on an idle machine.
const turned = (list, by) => list.map((_, index) => list[(index + by) % list.length]);

try {
  for (let round = 0; round < rounds; round += 1) {
    for (const cell of cells) {
      if (cell.observed && round > 0) continue;
      const contestants = cell.contestants.filter((contestant) => only.includes(contestant));
      for (const contestant of turned(contestants, round)) await fill(cell, contestant, round);
    }
  }
} finally {
  site.close();
}

console.log(`\n${tables(results)}\n`);
const held = promises(results);
for (const { what, kept } of held) console.log(`${kept ? "kept  " : "BROKEN"}  ${what}`);
// The output format of a Rust test binary, by which results are counted.
const failed = held.filter(({ kept }) => !kept).length;
console.log(`\ntest result: ${failed === 0 ? "ok" : "FAILED"}. ${held.length - failed} passed; ${failed} failed; 0 ignored`);
process.exitCode = failed === 0 ? 0 : 1;
