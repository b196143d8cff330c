// The baseline that Rill is compared with, and the measurements. Runs in the benchmark's page.

export const now = () => performance.now();

// The baseline: split the text into lines, `JSON.parse` each event.
export function readPlainly(chunks) {
  const decoder = new TextDecoder();
  let rest = "";
  let length = 0;
  for (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r/);
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith("data:")) continue;
      const response = JSON.parse(line.slice(5));
      for (const part of response.candidates?.[0]?.content?.parts ?? []) {
        if (part.text && !part.thought) length += part.text.length;
      }
    }
  }
  return length;
}

// Returns a fetch function whose body yields a numbered word every `pace` milliseconds and records
// when. Each is followed by the words of a sentence, `words` times.
export function wordByWord(count, pace, arrivals, words = 1) {
  const encoder = new TextEncoder();
  const frame = (candidate) =>
    encoder.encode(`data: ${JSON.stringify({ candidates: [candidate] })}\r\n\r\n`);
  const text = (index) =>
    `word${index}${" and some more words of a sentence".repeat(words)}${index % 40 === 39 ? ".\n\n" : ", "}`;
  return async () =>
    new Response(
      new ReadableStream({
        async start(body) {
          for (let index = 0; index < count; index += 1) {
            await new Promise((done) => setTimeout(done, pace));
            const bytes = frame({ content: { parts: [{ text: text(index) }] } });
            arrivals[index] = now();
            body.enqueue(bytes);
          }
          body.enqueue(frame({ finishReason: "STOP" }));
          body.close();
        },
      }),
    );
}

// Resolves to two lists: for each numbered word, the time from its arrival until it is in the
// document, and until the first frame after that.
export function watch(root, count, arrivals) {
  return new Promise((done) => {
    const inDom = [];
    const inFrame = [];
    const observer = new MutationObserver(() => {
      while (inDom.length < count && arrivals[inDom.length] !== undefined) {
        const index = inDom.length;
        const last = root.textContent.slice(-4000);
        if (!last.includes(`word${index} `)) return;
        inDom.push(now() - arrivals[index]);
        requestAnimationFrame(() => {
          inFrame.push(now() - arrivals[index]);
          if (inFrame.length === count) {
            observer.disconnect();
            done([inDom, inFrame]);
          }
        });
      }
    });
    observer.observe(root, { childList: true, subtree: true, characterData: true });
  });
}
