import * as smd from "streaming-markdown";

import { compete } from "./harness.js";

const place = document.getElementById("place");
const parser = smd.parser(smd.default_renderer(place));

compete({
  root: () => place,
  push: (text) => smd.parser_write(parser, text),
  finish: () => smd.parser_end(parser),
});
