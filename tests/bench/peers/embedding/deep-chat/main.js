// Uses its direct connection to Gemini, whose origin is built in. Its own bundle is smaller than
// what a bundler makes of its modules.

import "deep-chat/dist/deepChat.bundle.js";

const { fetch } = window;
window.fetch = (url, init) => {
  const { origin, pathname, search } = new URL(url, location);
  return fetch(origin === "https://generativelanguage.googleapis.com" ? pathname + search : url, init);
};

const count = Number(new URLSearchParams(location.search).get("count") ?? 1);
for (let index = 0; index < count; index += 1) {
  const chat = document.createElement("deep-chat");
  chat.directConnection = { gemini: { key: "none", model: "gemini-flash-latest" } };
  chat.connect = { stream: true };
  chat.style.cssText = "width: 48rem; height: 700px";
  document.getElementById("place").append(chat);
}
