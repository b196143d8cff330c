// A `fetch` function whose only answer is fed by the benchmark, in Gemini's wire format.

export class Wire {
  #body;
  #encoder = new TextEncoder();

  constructor() {
    this.asked = new Promise((asked) => {
      this.fetch = async () => {
        const body = new ReadableStream({ start: (body) => (this.#body = body) });
        asked();
        return new Response(body, { headers: { "content-type": "text/event-stream" } });
      };
    });
  }

  push(text) {
    this.#send({ content: { parts: [{ text }], role: "model" } });
  }

  finish() {
    this.#send({ finishReason: "STOP" });
    this.#body.close();
  }

  #send(candidate) {
    const frame = `data: ${JSON.stringify({ candidates: [candidate] })}\r\n\r\n`;
    this.#body.enqueue(this.#encoder.encode(frame));
  }
}
