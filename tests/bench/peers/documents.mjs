// The streamed answers, generated from a seed, so that each contestant and machine gets the same
// text. Three unique words mark the beginning, the middle and the end.

import { FIRST, LAST, MIDDLE } from "./pages/marks.js";

// Default sizes in KB; a table has `TABLE_ROWS` rows instead.
const USUAL = { prose: 20, mixed: 100, code: 100, list: 100, table: null, paragraph: 50, footnotes: 20 };
const TABLE_ROWS = 1000;

export const KINDS = Object.keys(USUAL);

const WORDS = `the knight rode on through rain and wind toward a narrow gate where nobody had answered
for years she carried lantern letter bread under her coat because every road after dark was longer
than it looked by day token stream parser window value table request answer result frame between
several quiet rivers old stones morning light almost always early later again enough rather naïve
café 東京 — über`.split(/\s+/);

// xorshift32: small, and the same everywhere.
function dice(seed) {
  let state = seed >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const between = (low, high) => low + Math.floor(next() * (high - low + 1));
  return { next, between, one: (list) => list[between(0, list.length - 1)] };
}

class Writer {
  constructor(seed, bytes) {
    this.dice = dice(seed);
    this.bytes = bytes;
    this.size = 0;
    this.parts = [];
    this.marks = [
      [0, FIRST],
      [bytes / 2, MIDDLE],
    ];
  }

  get full() {
    return this.size >= this.bytes;
  }

  put(text) {
    this.parts.push(text);
    this.size += Buffer.byteLength(text);
  }

  // Words that a reader sees, so a mark may be among them.
  words(low, high) {
    const words = Array.from({ length: this.dice.between(low, high) }, () => this.dice.one(WORDS));
    if (this.marks.length > 0 && this.size >= this.marks[0][0]) words[0] = this.marks.shift()[1];
    return words.join(" ");
  }

  phrase(rich) {
    const words = this.words(2, 9);
    const roll = this.dice.next();
    if (roll < 0.07) return `**${words}**`;
    if (roll < 0.14) return `*${words}*`;
    if (rich && roll < 0.2) return `\`${words}\``;
    if (rich && roll < 0.24) return `[${words}](https://example.com/${this.dice.between(1, 999)})`;
    return words;
  }

  sentence(rich) {
    const phrases = Array.from({ length: this.dice.between(1, 4) }, () => this.phrase(rich));
    return `${phrases.join(", ")}.`;
  }

  paragraph(rich) {
    const sentences = Array.from({ length: this.dice.between(3, 6) }, () => this.sentence(rich));
    this.put(`${sentences.join(" ")}\n\n`);
  }

  heading() {
    this.put(`${"#".repeat(this.dice.between(2, 4))} ${this.words(2, 6)}\n\n`);
  }

  codeLine() {
    const indent = "    ".repeat(this.dice.between(0, 3));
    const forms = [
      () => `let ${this.words(1, 1)} = ${this.dice.between(1, 99)};`,
      () => `if (${this.words(1, 1)} < ${this.words(1, 1)}[0]) { return "${this.words(1, 4)}"; }`,
      () => `// ${this.words(3, 9)}`,
      () => `${this.words(1, 1)}.push(${this.words(1, 1)} * ${this.dice.between(2, 9)} & 0xff);`,
    ];
    this.put(`${indent}${this.dice.one(forms)()}\n`);
  }

  fence(lines) {
    this.put(`\`\`\`${this.dice.one(["js", "python", "rust", "sh", ""])}\n`);
    for (let line = 0; line < lines; line += 1) this.codeLine();
    this.put("```\n\n");
  }

  // Writes items of several depths; none is more than one level below the one before it.
  items(isFull) {
    for (let depth = 0; !isFull(); depth = this.dice.between(0, Math.min(depth + 1, 4))) {
      this.put(`${"  ".repeat(depth)}- ${this.phrase(true)} ${this.words(2, 8)}\n`);
    }
  }

  list() {
    let left = this.dice.between(4, 10);
    this.items(() => left-- === 0);
    this.put("\n");
  }

  steps() {
    const count = this.dice.between(3, 6);
    for (let step = 1; step <= count; step += 1) this.put(`${step}. ${this.sentence(true)}\n`);
    this.put("\n");
  }

  quote() {
    this.put(`> ${this.sentence(true)}\n> ${this.sentence(true)}\n\n`);
  }

  table(isFull) {
    const columns = this.dice.between(3, 5);
    const row = (cell) => this.put(`| ${Array.from({ length: columns }, cell).join(" | ")} |\n`);
    row(() => this.words(1, 2));
    row(() => this.dice.one(["---", ":---", "---:", ":-:"]));
    for (let rows = 0; !isFull(rows); rows += 1) {
      row(() => (this.dice.next() < 0.15 ? `**${this.words(1, 3)}**` : this.words(1, 5)));
    }
  }

  smallTable() {
    const rows = this.dice.between(3, 8);
    this.table((done) => done === rows);
    this.put("\n");
  }
}

const WRITE = {
  prose(to) {
    while (!to.full) to.paragraph(false);
    to.put(`${LAST}\n`);
  },

  mixed(to) {
    const blocks = ["prose", "prose", "prose", "list", "steps", "quote", "smallTable", "fence"];
    while (!to.full) {
      to.heading();
      for (let left = to.dice.between(2, 5); left > 0 && !to.full; left -= 1) {
        const block = to.dice.one(blocks);
        if (block === "prose") to.paragraph(true);
        else if (block === "fence") to.fence(to.dice.between(3, 15));
        else to[block]();
      }
    }
    to.put(`${LAST}\n`);
  },

  code(to) {
    to.put("```js\n");
    while (!to.full) to.codeLine();
    to.put(`// ${LAST}\n\`\`\`\n`);
  },

  list(to) {
    to.items(() => to.full);
    to.put(`- ${LAST}\n`);
  },

  table(to, rows) {
    to.table((done) => (rows === null ? to.full : done === rows));
    to.put(`| ${LAST} |\n`);
  },

  paragraph(to) {
    while (!to.full) to.put(`${to.sentence(true)} `);
    to.put(`${LAST}\n`);
  },

  // As models write them: references in the text, all notes at the end.
  footnotes(to) {
    let notes = 0;
    const whole = to.bytes;
    to.bytes = whole * 0.7;
    while (!to.full) {
      const sentences = Array.from({ length: to.dice.between(2, 4) }, () => {
        notes += 1;
        return `${to.sentence(false).slice(0, -1)}[^${notes}].`;
      });
      to.put(`${sentences.join(" ")}\n\n`);
    }
    to.bytes = whole;
    for (let note = 1; note <= notes; note += 1) to.put(`[^${note}]: ${to.words(3, 9)}\n`);
    to.put(`\n${LAST}\n`);
  },
};

// Generates a document: `mixed` has its default size, `mixed:50` has 50 KB.
export function write(name) {
  const [kind, size] = name.split(":");
  if (!(kind in WRITE)) throw new Error(`there is no document ${name}, only ${KINDS.join(", ")}`);
  const rows = kind === "table" && size === undefined ? TABLE_ROWS : null;
  const kilobytes = Number(size ?? USUAL[kind] ?? 75);
  const writer = new Writer(KINDS.indexOf(kind) + 1, kilobytes * 1024);
  WRITE[kind](writer, rows);
  return writer.parts.join("");
}

// Cuts a text into chunks of `low` to `high` bytes, at whole characters.
export function cut(text, low, high) {
  const { between } = dice(77);
  const chunks = [];
  let chunk = "";
  let size = 0;
  let wanted = between(low, high);
  for (const character of text) {
    chunk += character;
    size += Buffer.byteLength(character);
    if (size >= wanted) {
      chunks.push(chunk);
      [chunk, size, wanted] = ["", 0, between(low, high)];
    }
  }
  if (chunk !== "") chunks.push(chunk);
  return chunks;
}
