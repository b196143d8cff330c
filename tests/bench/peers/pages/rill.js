// The text of an answer alone.

import init, { text } from "/rill/rill.js";

import { compete } from "./harness.js";
import { Wire } from "./wire.js";

const place = document.getElementById("place");
const wire = new Wire();

compete({
  ready: init().then(() => {
    text(place, wire.fetch);
    return wire.asked;
  }),
  root: () => place,
  push: (piece) => wire.push(piece),
  finish: () => wire.finish(),
});
