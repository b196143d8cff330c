// What is measured, and what is promised.

import { KINDS } from "./documents.mjs";

// Rill, and the fastest known rival, whose times are the unit of all others.
export const OURS = "rill";
export const RIVAL = "streaming-markdown";

const FIRST = [RIVAL, OURS];
// The lower bound, the two that matter, and the whole widget.
const LEAN = ["lines", ...FIRST, "rill-chat"];
export const ALL = [...LEAN, "streamdown", "react-markdown", "marked", "deep-chat"];

// Bytes of a chunk. The mode with two frames per chunk has larger ones, or a long answer would take
// an hour.
export const CHUNK = { burst: [20, 60], paced: [20, 60], step: [400, 600] };

const GROWTH = [50, 200, 800];

const SHORT = [
  { document: "prose", mode: "burst", contestants: ALL },
  { document: "mixed:50", mode: "step", contestants: ALL },
  { document: "mixed:200", mode: "step", contestants: LEAN },
  { document: "mixed:20", mode: "burst", contestants: ALL, observed: true },
];

const LONG = [
  ...KINDS.flatMap((document) => [
    { document, mode: "burst", contestants: ALL },
    { document, mode: "paced", contestants: ALL },
  ]),
  { document: "mixed:50", mode: "step", contestants: ALL },
  { document: "mixed:200", mode: "step", contestants: ALL },
  ...KINDS.flatMap((kind) =>
    GROWTH.map((size) => ({ document: `${kind}:${size}`, mode: "step", contestants: FIRST })),
  ).filter(({ document }) => !["mixed:50", "mixed:200"].includes(document)),
  ...KINDS.map((document) => ({ document, mode: "burst", contestants: ALL, observed: true })),
];

// The cells to fill, and the rounds. Observing mutations is slow, so it is done once and apart.
export const plan = (quick) => (quick ? { cells: SHORT, rounds: 1 } : { cells: LONG, rounds: 3 });

export const PROMISES = {
  // Multiples of the rival's time: for each document, and in the most important cell.
  time: 1,
  decisive: { document: "mixed:200", mode: "step", time: 0.7 },
  // For four times the text.
  growth: 4.3,
  // The longest task in milliseconds in paced mode, where no frame may be dropped either.
  longest: 50,
};
