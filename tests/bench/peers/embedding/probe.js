// Runs in every page before its own scripts: finds the chat from outside, as a person does, and
// notes when it appears. Times are milliseconds since the navigation started.

(() => {
  // The selectors of each contestant.
  const PAGES = {
    rill: { chats: "rill-chat", composer: "textarea" },
    "rill-popup": { chats: "rill-chat", launcher: ".rill-launcher", composer: "textarea" },
    "deep-chat": { chats: "deep-chat", composer: "#text-input" },
    "n8n-chat": { chats: "#place > *", launcher: ".chat-window-toggle", composer: "textarea" },
    "assistant-ui": { chats: "#place > *", composer: "textarea" },
    streamdown: { chats: "#place > *", composer: "input" },
  };
  const page = PAGES[location.pathname.split("/")[1]];
  if (!page) return;

  // A composer that still has its text this long after Enter has not taken it.
  const TAKEN = 150;
  // A message that was taken must be requested within this time, or it is lost.
  const LOST = 5000;
  const DRAFT = "Explain how the tides work.";
  // The end of the simulator's answer to the draft.
  const END = "Everything else is coastline.";

  const chatAt = (index) => document.querySelectorAll(page.chats)[index];
  const find = (chat, selector) => (chat?.shadowRoot ?? chat)?.querySelector(selector) ?? null;
  const textOf = (field) => field.value ?? field.textContent;
  // A frame is checked before it is painted, and timed in the first task after that. All checks in
  // the same frame get the same time.
  const lookers = [];
  const look = () => {
    const seen = lookers.splice(0).map(([isSo, tell]) => [isSo(), tell]);
    setTimeout(() => {
      const now = performance.now();
      for (const [isSo, tell] of seen) tell(isSo ? now : null);
    });
  };
  const painted = (isSo = () => true) =>
    new Promise((resolve) => {
      if (lookers.push([isSo, resolve]) === 1) requestAnimationFrame(look);
    });

  async function shown(index, selector) {
    const isShown = () => {
      const element = find(chatAt(index), selector);
      const isVisible = element?.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      return isVisible && element.getBoundingClientRect().width > 0;
    };
    for (;;) {
      const now = await painted(isShown);
      if (now) return now;
    }
  }

  const holds = (field) => textOf(field).includes(DRAFT);

  // The times of key presses of Enter, and of requests to the server.
  const enters = [];
  const requests = [];
  addEventListener("keydown", ({ key, timeStamp }) => key === "Enter" && enters.push(timeStamp), true);
  const { fetch } = window;
  window.fetch = (what, init) => {
    if (String(what.url ?? what).includes(":streamGenerateContent")) requests.push(performance.now());
    return fetch(what, init);
  };

  // Types the draft into the composer as soon as that is visible.
  async function typed(index) {
    for (;;) {
      await shown(index, page.composer);
      const field = find(chatAt(index), page.composer);
      field.focus();
      if (!holds(field)) document.execCommand("insertText", false, DRAFT);
      if (holds(field)) return;
    }
  }

  // Returns when the sending Enter came and when the request, or null if it must be sent again.
  async function asked(index) {
    for (;;) {
      const now = await painted();
      if (requests.length > index) return { usable: enters.at(-1), asked: requests[index] };
      const since = now - enters.at(-1);
      const field = find(chatAt(index), page.composer);
      if (since > (field && holds(field) ? TAKEN : LOST)) return null;
    }
  }

  async function open(index) {
    if (!page.launcher) return;
    await shown(index, page.launcher);
    find(chatAt(index), page.launcher).click();
  }

  // The memories of WebAssembly, whose bytes belong to no JavaScript heap.
  const memories = new Set();
  const keep = ({ exports }) => {
    for (const held of Object.values(exports)) if (held instanceof WebAssembly.Memory) memories.add(held);
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const instantiate = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      keep(made.instance ?? made);
      return made;
    };
  }

  window.probe = {
    // Resolves when something of the chat is visible: the launcher if it has one.
    shown: () => shown(0, page.launcher ?? page.composer),
    open: (index = 0) => open(index),
    typed: (index = 0) => typed(index),
    asked: (index = 0) => asked(index),
    async answered(index = 0) {
      for (;;) {
        await painted();
        const chat = chatAt(index);
        if ((chat.shadowRoot ?? chat).textContent.includes(END)) return;
      }
    },
    wasm: () => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
  };
})();
