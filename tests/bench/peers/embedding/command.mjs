// Shared by the three measurements: the command line, the served pages, tables, promises.

import { parseArgs } from "node:util";

import { Simulator } from "./simulator.mjs";
import { lay } from "./site.mjs";

const text = { type: "string" };

// Parses the command line, serves the pages, and calls `work` with their address.
export async function serving(work) {
  const { values: options } = parseArgs({
    options: { rill: text, simulator: text, chromium: text, folder: text, quick: { type: "boolean" } },
  });
  await lay(options.folder, options.rill);
  const simulator = await Simulator.start(options.simulator, options.folder);
  try {
    await work({ ...options, url: simulator.url });
  } finally {
    simulator.stop();
  }
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const integer = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
export const number = (value) => (value === null ? "–" : integer.format(value));
export const ratio = (value) => (value === null ? "–" : value.toFixed(2));

// Prints a Markdown table.
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = `|${head.map((_, column) => (column === 0 ? "---|" : "---:|")).join("")}`;
  console.log(["", line(head), rule, ...rows.map(line), ""].join("\n"));
}

// Prints whether each promise was kept, and how many were. A promise is a boolean and a sentence.
export function judge(promises) {
  for (const [isKept, sentence] of promises) console.log(`${isKept ? "kept" : "BROKEN"}  ${sentence}`);
  const broken = promises.filter(([isKept]) => !isKept).length;
  const kept = promises.length - broken;
  console.log(`\ntest result: ${broken === 0 ? "ok" : "FAILED"}. ${kept} passed; ${broken} failed; 0 ignored`);
  process.exitCode = broken === 0 ? 0 : 1;
}
