// Turns samples into tables, and judges the promises.

import { ALL, OURS, PROMISES, RIVAL } from "./plan.mjs";

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

// All samples of a run, by cell and contestant; null stands for one that was not finished.
export class Results {
  #cells = new Map();

  add(cell, contestant, round, sample) {
    const name = nameOf(cell);
    if (!this.#cells.has(name)) this.#cells.set(name, { ...cell, samples: {} });
    const { samples } = this.#cells.get(name);
    samples[contestant] ??= [];
    samples[contestant][round] = sample;
  }

  // One failure or timeout is enough to give up.
  hasGivenUp(cell, contestant) {
    return this.samples(cell, contestant).includes(null);
  }

  samples(cell, contestant) {
    return this.#cells.get(nameOf(cell))?.samples[contestant] ?? [];
  }

  median(cell, contestant, what = "time") {
    const samples = this.samples(cell, contestant);
    if (samples.length === 0 || samples.includes(null)) return null;
    return median(samples.map((sample) => sample[what]));
  }

  // Relative to the rival in the same round, since the speed of a machine varies over time.
  ratio(cell, contestant) {
    const rival = this.samples(cell, RIVAL);
    const ratios = this.samples(cell, contestant).map((sample, round) =>
      sample && rival[round] ? sample.time / rival[round].time : null,
    );
    return ratios.length === 0 || ratios.includes(null) ? null : median(ratios);
  }

  get timed() {
    return [...this.#cells.values()].filter(({ observed }) => !observed);
  }

  get observed() {
    return [...this.#cells.values()].filter(({ observed }) => observed);
  }

  // Pairs of cells whose second document is four times as long.
  get growths() {
    return this.timed.flatMap((small) => {
      const [kind, size] = small.document.split(":");
      const document = `${kind}:${4 * size}`;
      const large = this.timed.find((cell) => cell.document === document && cell.mode === small.mode);
      return size && large ? [{ small, large }] : [];
    });
  }

  growth({ small, large }, contestant) {
    const [before, after] = [this.median(small, contestant), this.median(large, contestant)];
    return before === null || after === null ? null : after / before;
  }

  toJSON() {
    return [...this.#cells.values()];
  }
}

const nameOf = ({ document, mode, observed }) => `${document} ${mode} ${Boolean(observed)}`;

const number = (value, digits = 0) => (value === null ? "–" : value.toFixed(digits));

const table = (head, rows) =>
  [head, head.map((_, column) => (column === 0 ? "---" : "---:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

// Returns the contestants of some cells, in the order of the plan.
const among = (results, cells) =>
  ALL.filter((contestant) => cells.some((cell) => results.samples(cell, contestant).length > 0));

// Returns one table for each mode, with all documents side by side.
function overview(results) {
  return [...new Set(results.timed.map(({ mode }) => mode))].map((mode) => {
    const cells = results.timed.filter((cell) => cell.mode === mode);
    const rows = among(results, cells).map((contestant) => [
      contestant,
      ...cells.map((cell) => {
        if (results.samples(cell, contestant).length === 0) return "";
        if (results.hasGivenUp(cell, contestant)) return "gave up";
        return `${number(results.median(cell, contestant))} (${number(results.ratio(cell, contestant), 2)})`;
      }),
    ]);
    const head = ["", ...cells.map(({ document }) => document)];
    return `Main thread, ${mode}, ms (times ${RIVAL})\n\n${table(head, rows)}`;
  });
}

function details(results) {
  const parts = ["time", "script", "layout", "style", "longest", "dropped", "wall"];
  return results.timed.map((cell) => {
    const rows = among(results, [cell]).map((contestant) => {
      const whole = results.samples(cell, contestant).every((sample) => sample?.complete);
      const values = parts.map((part) => number(results.median(cell, contestant, part)));
      return [contestant, ...values, whole ? "yes" : "NO"];
    });
    const head = ["", "main thread", ...parts.slice(1, 4), "longest task", "dropped frames", "wall", "complete"];
    return `${cell.document}, ${cell.mode}, ms\n\n${table(head, rows)}`;
  });
}

function growth(results) {
  const contestants = [RIVAL, OURS];
  const rows = results.growths.map((pair) => [
    `${pair.small.document} → ${pair.large.document}`,
    ...contestants.map((contestant) => number(results.growth(pair, contestant), 2)),
  ]);
  return rows.length === 0 ? [] : [`Growth of the main thread's time\n\n${table(["", ...contestants], rows)}`];
}

function removals(results) {
  const cells = results.observed;
  const rows = among(results, cells).map((contestant) => [
    contestant,
    ...cells.map((cell) => {
      const [all, closed] = ["removed", "removedClosed"].map((what) => results.median(cell, contestant, what));
      return `${number(all)} / ${number(closed)}`;
    }),
  ]);
  const head = ["", ...cells.map(({ document }) => document)];
  return rows.length === 0 ? [] : [`Nodes removed, all / outside of the open block\n\n${table(head, rows)}`];
}

export function tables(results) {
  const parts = [overview, growth, removals, details].flatMap((part) => part(results));
  return parts.join("\n\n");
}

// Returns each promise as { what, kept }.
export function promises(results) {
  const hold = (what, value, limit) => ({
    what: `${what}: ${value === null ? "gave up" : `${number(value, 2)}, at most ${limit}`}`,
    kept: value !== null && value <= limit,
  });
  const { decisive } = PROMISES;
  const times = results.timed
    .filter((cell) => !results.hasGivenUp(cell, RIVAL))
    .map((cell) => {
      const isDecisive = cell.document === decisive.document && cell.mode === decisive.mode;
      const limit = isDecisive ? decisive.time : PROMISES.time;
      return hold(`time of ${RIVAL}'s, ${cell.document}, ${cell.mode}`, results.ratio(cell, OURS), limit);
    });
  const growths = results.growths.map((pair) =>
    hold(`growth, ${pair.small.document} → ${pair.large.document}`, results.growth(pair, OURS), PROMISES.growth),
  );
  const paced = results.timed.filter(({ mode }) => mode === "paced");
  const still = paced.flatMap((cell) => [
    hold(`longest task, ms, ${cell.document}, paced`, results.median(cell, OURS, "longest"), PROMISES.longest),
    hold(`dropped frames, ${cell.document}, paced`, results.median(cell, OURS, "dropped"), 0),
  ]);
  const removed = results.observed.map((cell) =>
    hold(`nodes removed outside of the open block, ${cell.document}`, results.median(cell, OURS, "removedClosed"), 0),
  );
  const whole = results.toJSON().map((cell) => ({
    what: `the whole text is there, ${cell.document}, ${cell.mode}`,
    kept: results.samples(cell, OURS).every((sample) => sample?.complete),
  }));
  return [...times, ...growths, ...still, ...removed, ...whole];
}
