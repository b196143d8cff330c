// Its default window with a launcher, from its own bundle, which is smaller than what a bundler
// makes of its modules. Its server would be an n8n; here a function asks Gemini instead.

import { createChat } from "@n8n/chat/dist/chat.bundle.es.js";
import "@n8n/chat/style.css";

import { answers } from "../gemini.js";

const WEBHOOK = "/n8n";
const { fetch } = window;
window.fetch = async (url, init) => {
  if (url !== WEBHOOK) return fetch(url, init);
  let output = "";
  for await (const text of answers(JSON.parse(init.body).chatInput, fetch)) output = text;
  return Response.json({ output });
};

const count = Number(new URLSearchParams(location.search).get("count") ?? 1);
for (let index = 0; index < count; index += 1) {
  const place = document.createElement("div");
  place.id = `chat-${index}`;
  document.getElementById("place").append(place);
  createChat({ webhookUrl: WEBHOOK, target: `#${place.id}`, loadPreviousSession: false });
}
