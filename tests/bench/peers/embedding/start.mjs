// How soon each chat can be used in a browser with an empty cache:
// node start.mjs --rill FOLDER --simulator PROGRAM --chromium PROGRAM --folder FOLDER [--quick]
//
// Milliseconds since the navigation started until something is visible (the launcher if there is
// one, which is then pressed at once); until the chat is usable, which is the first Enter that
// sends the typed text; and until the server is asked.

import { judge, median, number, ratio, serving, table } from "./command.mjs";
import { inPage, send } from "./page.mjs";
import { CONTESTANTS } from "./site.mjs";

const RIVAL = "deep-chat";
const OURS = CONTESTANTS.filter((name) => name.startsWith("rill"));

// CPU throttling in both conditions.
const SLOWER = 4;
const LINES = {
  "no limit": null,
  "10 Mbit/s, 40 ms": { latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8, offline: false },
};

const ROUNDS = 9;
const QUICK = 3;
// Limit of a sample, in seconds.
const LIMIT = 120;

const FIGURES = ["shown", "usable", "asked"];

async function sample({ chromium, url }, name, line) {
  const prepare = async (page) => {
    await page.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.send("Network.enable");
    if (line) await page.send("Network.emulateNetworkConditions", line);
  };
  const start = { chromium, url: `${url}/${name}/`, limit: LIMIT, prepare };
  const measure = async (page) => {
    const shown = page.run("probe.shown()");
    const times = await send(page);
    return { shown: await shown, ...times };
  };
  const times = await inPage(start, measure).catch(({ message }) => ({ failure: message }));
  if (times.failure) console.log(`${name} does not start: ${times.failure.split("\n")[0]}`);
  return times;
}

// The order rotates, so that no contestant always follows the same one.
const turned = (names, by) => [...names.slice(by % names.length), ...names.slice(0, by % names.length)];

await serving(async (options) => {
  const promises = [];
  for (const [title, line] of Object.entries(LINES)) {
    const samples = Object.fromEntries(CONTESTANTS.map((name) => [name, []]));
    for (let round = 0; round < (options.quick ? QUICK : ROUNDS); round += 1) {
      for (const name of turned(CONTESTANTS, round)) samples[name].push(await sample(options, name, line));
    }
    // A contestant that fails once has no figure.
    const middle = (values) => (values.includes(null) ? null : median(values));
    const times = (name, figure) => samples[name].map((sample) => sample[figure] ?? null);
    // Compared in the same round, since the speed of a machine varies over time.
    const beside = (name, figure) => {
      const theirs = times(RIVAL, figure);
      return middle(times(name, figure).map((ours, round) => (ours && theirs[round] ? ours / theirs[round] : null)));
    };

    table(
      [`processor ${SLOWER} times slower, network: ${title}`, "shown, ms", "×", "usable", "×", "asked", "×"],
      CONTESTANTS.map((name) => [
        name,
        ...FIGURES.flatMap((figure) => [number(middle(times(name, figure))), ratio(beside(name, figure))]),
      ]),
    );
    for (const name of OURS) {
      const share = beside(name, "usable");
      const sentence = `${name}, ${title}: usable after ${ratio(share)} of the time of ${RIVAL}`;
      promises.push([share !== null && share < 1, sentence]);
    }
  }
  console.log(`×: of the time of ${RIVAL} in the same round; all are medians.\n`);
  judge(promises);
});
