// Feeds and measures a contestant inside the page, so that no network is measured.
//
// A contestant is { ready, push, finish, root }: a promise; functions that take the next piece of
// the answer and its end; and one that returns the element that contains the answer.

import { FIRST, LAST, MIDDLE } from "./marks.js";

const FRAME = 1000 / 60;
const PACE = 5;

// Runs a function in a task of its own, as network data arrives.
const channel = new MessageChannel();
const tasks = [];
channel.port1.onmessage = () => tasks.shift()();
const soon = (task) => {
  tasks.push(task);
  channel.port2.postMessage(null);
};

export const frame = () => new Promise((done) => requestAnimationFrame(done));

// Ways to call `give` for each chunk; they resolve after the last one.
export const FEED = {
  // As fast as the page takes them.
  burst: (count, give) =>
    new Promise((done) => {
      const next = (index) => {
        give(index);
        soon(index + 1 < count ? () => next(index + 1) : done);
      };
      soon(() => next(0));
    }),
  // At a fixed pace; late chunks follow at once.
  paced: (count, give) =>
    new Promise((done) => {
      const start = performance.now();
      const next = (index) => {
        give(index);
        if (index + 1 === count) return done();
        const rest = start + (index + 1) * PACE - performance.now();
        if (rest > 0) setTimeout(next, rest, index + 1);
        else soon(() => next(index + 1));
      };
      soon(() => next(0));
    }),
  // One for every second frame, so that a slow contestant cannot save work by batching.
  step: (count, give) =>
    new Promise((done) => {
      const next = async (index) => {
        if (index === count) return done();
        await frame();
        await frame();
        soon(() => {
          give(index);
          next(index + 1);
        });
      };
      next(0);
    }),
};

function frames() {
  const gaps = [];
  let last = performance.now();
  let on = true;
  const look = (now) => {
    gaps.push(now - last);
    last = now;
    if (on) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  return () => {
    on = false;
    return gaps.reduce((dropped, gap) => dropped + Math.max(0, Math.round(gap / FRAME) - 1), 0);
  };
}

function longTasks() {
  const long = [];
  const note = (list) => long.push(...list.getEntries().map(({ duration }) => duration));
  const observer = new PerformanceObserver(note);
  observer.observe({ type: "longtask" });
  return () => {
    note({ getEntries: () => observer.takeRecords() });
    observer.disconnect();
    return long;
  };
}

const count = (node) => {
  const nodes = document.createTreeWalker(node);
  let found = 1;
  while (nodes.nextNode()) found += 1;
  return found;
};

// Returns the open block: the first on the path of last elements that is not a wrapper.
function openBlock(root) {
  let block = root;
  while (block.lastElementChild && /^(DIV|SECTION|ARTICLE|MAIN)$/.test(block.tagName)) {
    block = block.lastElementChild;
  }
  return block;
}

// Counts removed nodes, and those of them outside of the open block.
class Removals {
  all = 0;
  closed = 0;
  #contestant;
  #observer = null;
  #open = null;

  constructor(contestant) {
    this.#contestant = contestant;
  }

  // Call this before each chunk.
  look() {
    const root = this.#contestant.root();
    if (!root) return;
    if (this.#observer === null) {
      this.#observer = new MutationObserver((records) => this.#note(records));
      this.#observer.observe(root, { childList: true, subtree: true });
    }
    this.#open = openBlock(root);
  }

  #note(records) {
    for (const { target, removedNodes } of records) {
      for (const node of removedNodes) {
        const nodes = count(node);
        this.all += nodes;
        if (!this.#open.contains(target) && !node.contains(this.#open)) this.closed += nodes;
        // Removing a whole answer removes the open block and much else.
        else if (node !== this.#open && node.contains(this.#open)) this.closed += nodes - count(this.#open);
      }
    }
    const root = this.#contestant.root();
    if (root) this.#open = openBlock(root);
  }
}

async function shown(contestant, word) {
  while (!contestant.root()?.textContent.includes(word)) await frame();
}

export function compete(contestant) {
  let chunks = [];
  window.bench = {
    isReady: false,

    async run(mode, observed) {
      const removals = observed ? new Removals(contestant) : null;
      const endOfTasks = longTasks();
      const endOfFrames = frames();
      const start = performance.now();
      await FEED[mode](chunks.length, (index) => {
        removals?.look();
        contestant.push(chunks[index]);
      });
      contestant.finish();
      await shown(contestant, LAST);
      await frame();
      const wall = performance.now() - start;
      const dropped = endOfFrames();
      await frame();
      const long = endOfTasks();
      return {
        wall,
        dropped,
        longest: Math.max(0, ...long),
        long: long.length,
        removed: removals?.all,
        removedClosed: removals?.closed,
      };
    },

    // Call this after the measurement, so that it costs nothing there.
    complete() {
      const text = contestant.root().textContent;
      return [FIRST, MIDDLE, LAST].every((word) => text.includes(word));
    },
  };
  (async () => {
    chunks = await (await fetch("/chunks")).json();
    await contestant.ready;
    window.bench.isReady = true;
  })();
}
