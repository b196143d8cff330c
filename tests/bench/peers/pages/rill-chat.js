// The whole widget. It sends its message once it is ready, so that is not measured.

import init, { chat } from "/rill/rill.js";

import { compete } from "./harness.js";
import { Wire } from "./wire.js";

const place = document.getElementById("place");
place.style.height = "700px";
const wire = new Wire();

compete({
  ready: init().then(() => {
    chat(place, wire.fetch);
    place.querySelector(".rill-chip").click();
    return wire.asked;
  }),
  root: () => place.querySelector("[data-role=model] .rill-text"),
  push: (piece) => wire.push(piece),
  finish: () => wire.finish(),
});
