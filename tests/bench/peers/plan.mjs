// What is measured, and what is promised of it.

import { KINDS } from "./documents.mjs";

// Ours, and the fastest of the others that are known: all times are told as multiples of its own.
export const OURS = "rill";
export const RIVAL = "streaming-markdown";

const FIRST = [RIVAL, OURS];
// The limit from below, the two that matter, and the whole widget.
const LEAN = ["lines", ...FIRST, "rill-chat"];
export const ALL = [...LEAN, "streamdown", "react-markdown", "marked", "deep-chat"];

// Bytes of a chunk. A page that draws twice between two chunks gets larger ones, or a long answer
// would take an hour.
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

// Cells to fill, and how often. Watching each change costs time, so it is done once and apart.
export const plan = (quick) => (quick ? { cells: SHORT, rounds: 1 } : { cells: LONG, rounds: 3 });

export const PROMISES = {
  // Of the rival's time, for each document; and where it counts most.
  time: 1,
  decisive: { document: "mixed:200", mode: "step", time: 0.7 },
  // For four times the text.
  growth: 4.3,
  // Milliseconds of a task, fed at a pace; no frame is dropped then either.
  longest: 50,
};
