// Runs in every page before its own scripts: finds the chat from outside, as a person does, and
// notes when it is there. Times are milliseconds since the navigation began.

(() => {
  // Where each contestant has what.
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

  // A composer that still has the text so long after Enter has not taken it.
  const TAKEN = 150;
  // What is taken is asked of the server within this, or it is lost.
  const LOST = 5000;
  const DRAFT = "Explain how the tides work.";
  // How the simulator ends its answer to that.
  const END = "Everything else is coastline.";

  const chatAt = (index) => document.querySelectorAll(page.chats)[index];
  const find = (chat, selector) => (chat?.shadowRoot ?? chat)?.querySelector(selector) ?? null;
  const textOf = (field) => field.value ?? field.textContent;
  // What a frame shows is known before it is painted, and that it is painted in the first task after it.
  // All who look in the same frame are told the same time.
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

  // When Enter was pressed, and when the page asked the server.
  const enters = [];
  const requests = [];
  addEventListener("keydown", ({ key, timeStamp }) => key === "Enter" && enters.push(timeStamp), true);
  const { fetch } = window;
  window.fetch = (what, init) => {
    if (String(what.url ?? what).includes(":streamGenerateContent")) requests.push(performance.now());
    return fetch(what, init);
  };

  // Has the text in the composer as soon as there is one to be seen.
  async function typed(index) {
    for (;;) {
      await shown(index, page.composer);
      const field = find(chatAt(index), page.composer);
      field.focus();
      if (!holds(field)) document.execCommand("insertText", false, DRAFT);
      if (holds(field)) return;
    }
  }

  // When the Enter was that sent it, and when the server was asked; nothing if it has to be sent again.
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

  // The numbers of bytes of WebAssembly's memory, which belong to no heap of JavaScript's.
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
    // When something of the chat can be seen: for who is closed, the launcher.
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
