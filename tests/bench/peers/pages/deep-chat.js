// The whole widget. It sends its message once it is ready, so that is not measured.

import "deep-chat";

import { compete } from "./harness.js";

const chat = document.createElement("deep-chat");
chat.style.cssText = "width: 48rem; height: 700px";

const ready = new Promise((done) => {
  let signals;
  chat.connect = {
    stream: true,
    handler(_, given) {
      signals = given;
      signals.onOpen();
      done({
        push: (text) => signals.onResponse({ text }),
        // It processes pieces later than they are passed, and none after the end.
        finish: () => setTimeout(() => signals.onClose(), 100),
      });
    },
  };
  // It re-renders for each property that is set, and then forgets its messages.
  let settling;
  chat.onComponentRender = () => {
    clearTimeout(settling);
    settling = setTimeout(() => chat.submitUserMessage({ text: "Go" }), 100);
  };
});
let answer;

compete({
  ready: ready.then((given) => (answer = given)),
  root: () => chat.shadowRoot?.getElementById("messages"),
  push: (text) => answer.push(text),
  finish: () => answer.finish(),
});
document.getElementById("place").append(chat);
