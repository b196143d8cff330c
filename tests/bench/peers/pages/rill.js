// The text of an answer alone.

import init, { Text } from "/rill/rill.js";

import { compete } from "./harness.js";

const place = document.getElementById("place");
let answer;

compete({
  ready: init().then(() => (answer = new Text(place))),
  root: () => place,
  push: (text) => answer.push(text),
  finish: () => answer.finish(),
});
