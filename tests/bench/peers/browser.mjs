// A Chromium with an empty profile, driven over a pipe by the DevTools protocol. That needs no
// port, driver or package: a sample uses only a page, a script in it and its metrics.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ARGUMENTS = [
  "--headless",
  "--remote-debugging-pipe",
  // The sandbox refuses to run as root; the rest keeps the browser off the network and idle.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-extensions",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  "--window-size=1000,800",
];

// Time limits for starting and closing, in milliseconds.
const HELLO = 30_000;
const GOODBYE = 5000;

export class Browser {
  #process;
  #profile;
  #ended;
  #unread = "";
  #last = 0;
  #waiting = new Map();
  #pages = new Map();

  // Starts a browser, up to three times: on a busy machine one may not come up.
  static async start(binary) {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const browser = await Browser.#launch(binary);
      const hello = browser.send("Browser.getVersion").then(
        () => true,
        () => false,
      );
      const patience = new AbortController();
      const late = sleep(HELLO, false, { signal: patience.signal }).catch(() => false);
      const isThere = await Promise.race([hello, late]);
      patience.abort();
      if (isThere) return browser;
      await browser.close();
    }
    throw new Error(`${binary} does not start`);
  }

  static async #launch(binary) {
    const browser = new Browser();
    browser.#profile = await mkdtemp(join(tmpdir(), "rill-bench-"));
    browser.#process = spawn(binary, [...ARGUMENTS, `--user-data-dir=${browser.#profile}`, "about:blank"], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    browser.#ended = new Promise((resolve) => {
      browser.#process.once("exit", resolve);
      browser.#process.once("error", resolve);
    });
    browser.#ended.then(() => browser.#giveUp());
    // Writing to a browser that has just died is reported by its exit.
    browser.#process.stdio[3].on("error", () => {});
    browser.#process.stdio[4].setEncoding("utf8").on("data", (text) => browser.#read(text));
    return browser;
  }

  // Opens a page. `prepare` may send commands to it before it navigates.
  async open(url, prepare = () => {}) {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page((method, parameters) => this.send(method, parameters, sessionId));
    this.#pages.set(sessionId, page);
    await page.send("Page.enable");
    await prepare(page);
    await page.send("Page.navigate", { url });
    return page;
  }

  send(method, params = {}, sessionId = undefined) {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      if (this.#process.exitCode !== null) return reject(new Error("the browser has ended"));
      this.#waiting.set(id, { resolve, reject });
      this.#process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  async close() {
    this.send("Browser.close").catch(() => {});
    const patience = setTimeout(() => this.#process.kill("SIGKILL"), GOODBYE);
    await this.#ended;
    clearTimeout(patience);
    // Its child processes may still be writing.
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  #read(text) {
    const messages = (this.#unread + text).split("\0");
    this.#unread = messages.pop();
    for (const message of messages) {
      const { id, result, error, method, params, sessionId } = JSON.parse(message);
      if (method) {
        this.#pages.get(sessionId)?.heard.get(method)?.(params);
        continue;
      }
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result);
    }
  }

  #giveUp() {
    for (const { reject } of this.#waiting.values()) reject(new Error("the browser has ended"));
    this.#waiting.clear();
  }
}

class Page {
  // The listener of each event, by the event's name.
  heard = new Map();

  constructor(send) {
    this.send = send;
  }

  // Returns the value of an expression, with a promise awaited.
  async run(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  // Measures the main thread in its own CPU time, without what else runs on the machine. Call it
  // once before the first `metrics`.
  async meter() {
    await this.send("Performance.enable", { timeDomain: "threadTicks" });
  }

  async metrics() {
    const { metrics } = await this.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  }
}
