// Answers that mean harm, one after the other in the same page.

import init, { Text, hostile } from "/rill/rill.js";

import { FEED, frame } from "./harness.js";

// Bytes.
const LONGEST = 10_000;

const place = document.getElementById("place");

window.bench = {
  isReady: false,

  // Each as its name and its text.
  texts: () => hostile(LONGEST),

  // So that taking out the last one does not count.
  async clear() {
    place.replaceChildren();
    await frame();
    await frame();
  },

  async write(chunks) {
    const answer = new Text(place);
    await FEED.burst(chunks.length, (index) => answer.push(chunks[index]));
    answer.finish();
    await frame();
    await frame();
  },
};

await init();
window.bench.isReady = true;
