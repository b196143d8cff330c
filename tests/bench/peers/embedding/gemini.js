// The client for contestants without one for Gemini: yields the text so far as it grows.

export async function* answers(prompt, ask = fetch) {
  const response = await ask("/v1beta/models/gemini-flash-latest:streamGenerateContent?alt=sse", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ contents: [{ role: "user", parts: [{ text: prompt }] }] }),
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split("\r\n\r\n");
    rest = events.pop();
    for (const event of events) {
      const [candidate] = JSON.parse(event.slice("data: ".length)).candidates ?? [];
      text += (candidate?.content?.parts ?? []).map((part) => part.text ?? "").join("");
    }
    yield text;
  }
}
