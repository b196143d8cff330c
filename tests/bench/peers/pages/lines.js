// The lower bound: no Markdown, a new element for each line.

import { compete } from "./harness.js";

const place = document.getElementById("place");
place.style.whiteSpace = "pre-wrap";

const line = () => place.appendChild(document.createElement("div")).appendChild(document.createTextNode(""));
let last = line();

compete({
  root: () => place,
  push(text) {
    const [first, ...others] = text.split("\n");
    last.appendData(first);
    for (const other of others) {
      last = line();
      last.appendData(other);
    }
  },
  finish() {},
});
