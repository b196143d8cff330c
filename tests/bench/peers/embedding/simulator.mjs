// The simulator, as Gemini and as the server of the pages.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export class Simulator {
  #process;
  url;

  // Starts it without pauses between the pieces of an answer.
  static async start(program, folder) {
    const simulator = new Simulator();
    simulator.#process = spawn(program, ["--port", "0", "--speed", "0", "--serve", folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(simulator.#process, "exit").then(() => {
      throw new Error("the simulator has ended");
    });
    const line = once(createInterface(simulator.#process.stdout), "line");
    const [said] = await Promise.race([line, ended]);
    ended.catch(() => {});
    simulator.url = said.match(/http:\S+/)[0];
    return simulator;
  }

  stop() {
    this.#process.kill();
  }
}
