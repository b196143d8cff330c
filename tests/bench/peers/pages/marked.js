// Parses, sanitizes and replaces the whole answer with each chunk.

import DOMPurify from "dompurify";
import { marked } from "marked";

import { compete } from "./harness.js";

const place = document.getElementById("place");
let answer = "";

compete({
  root: () => place,
  push(text) {
    answer += text;
    place.innerHTML = DOMPurify.sanitize(marked.parse(answer));
  },
  finish() {},
});
