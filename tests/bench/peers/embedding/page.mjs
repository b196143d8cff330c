// A contestant's page in a fresh browser, and a person's actions in it.

import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { Browser } from "../browser.mjs";

const PROBE = await readFile(new URL("probe.js", import.meta.url), "utf8");

const ENTER = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" };

// Opens a page, calls `work` with it, and closes the browser. `prepare` runs before it loads.
export async function inPage({ chromium, url, limit, prepare = () => {} }, work) {
  const browser = await Browser.start(chromium);
  const patience = new AbortController();
  try {
    const late = sleep(limit * 1000, null, { signal: patience.signal }).then(() => {
      throw new Error(`${url} is not done after ${limit} s`);
    });
    late.catch(() => {});
    const done = visit(browser, url, prepare, work);
    // If it is late, closing the browser rejects this promise.
    done.catch(() => {});
    return await Promise.race([done, late]);
  } finally {
    patience.abort();
    await browser.close();
  }
}

async function visit(browser, url, prepare, work) {
  const page = await browser.open(url, async (page) => {
    await page.send("Page.addScriptToEvaluateOnNewDocument", { source: PROBE });
    await page.send("Emulation.setFocusEmulationEnabled", { enabled: true });
    await prepare(page);
  });
  return await work(page, browser);
}

// Opens a chat, types as soon as there is a composer, and presses Enter, again if nothing came of
// it. Returns the times of the Enter that counted and of the request.
export async function send(page, index = 0) {
  await page.run(`probe.open(${index})`);
  for (;;) {
    await page.run(`probe.typed(${index})`);
    await page.send("Input.dispatchKeyEvent", { type: "keyDown", ...ENTER });
    await page.send("Input.dispatchKeyEvent", { type: "keyUp", ...ENTER });
    const times = await page.run(`probe.asked(${index})`);
    if (times) return times;
  }
}

// Sends a message as `send` does, and waits for the whole answer.
export async function chat(page, index = 0) {
  await send(page, index);
  await page.run(`probe.answered(${index})`);
}
