// Hostile answers, one after the other in the same page.

import init, { Text, hostile } from "/rill/rill.js";

import { FEED, frame } from "./harness.js";

// Bytes of an answer.
const LONGEST = 10_000;

const place = document.getElementById("place");

window.bench = {
  isReady: false,

  // Returns the name and the text of each.
  texts: () => hostile(LONGEST),

  // Removes the last answer, so that this is not measured.
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
