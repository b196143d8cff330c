// Runs in every page before its own scripts: finds the chat from outside, as a person does, and
// notes when it is there. Times are milliseconds since the navigation began.

(() => {
  // Where each contestant has what. `running` is for who takes text before all of it has come.
  const PAGES = {
    rill: { chats: "rill-chat", composer: "textarea", running: (chat) => chat.load() },
    "rill-popup": {
      chats: "rill-chat",
      launcher: ".rill-launcher",
      composer: "textarea",
      running: (chat) => chat.load(),
    },
    "deep-chat": { chats: "deep-chat", composer: "#text-input" },
    "n8n-chat": { chats: "#place > *", launcher: ".chat-window-toggle", composer: "textarea" },
    "assistant-ui": { chats: "#place > *", composer: "textarea" },
    streamdown: { chats: "#place > *", composer: "input" },
  };
  const page = PAGES[location.pathname.split("/")[1]];
  if (!page) return;

  // A text must stay for so long to count as kept: some draw themselves anew.
  const KEPT = 1000;
  const DRAFT = "Explain how the tides work.";
  // How the simulator ends its answer to that.
  const END = "Everything else is coastline.";

  const chatAt = (index) => document.querySelectorAll(page.chats)[index];
  const find = (chat, selector) => (chat?.shadowRoot ?? chat)?.querySelector(selector) ?? null;
  const textOf = (field) => field.value ?? field.textContent;
  // What a frame has shown is known in the first task after it.
  const painted = () =>
    new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));

  async function shown(index, selector) {
    for (;;) {
      const now = await painted();
      const element = find(chatAt(index), selector);
      const isShown = element?.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      if (isShown && element.getBoundingClientRect().width > 0) return now;
    }
  }

  // Types until it stays, and tells since when it does.
  async function typed(index) {
    let since = null;
    for (;;) {
      const now = await painted();
      const field = find(chatAt(index), page.composer);
      if (field && textOf(field).includes(DRAFT)) {
        since ??= now;
        if (now - since > KEPT) return since;
      } else if (field?.checkVisibility()) {
        field.focus();
        document.execCommand("insertText", false, DRAFT);
        since = textOf(field).includes(DRAFT) ? performance.now() : null;
      }
    }
  }

  async function open(index) {
    if (!page.launcher) return;
    await shown(index, page.launcher);
    find(chatAt(index), page.launcher).click();
  }

  // Since when the chat itself holds what was typed, for who takes text before it is there.
  async function running(index) {
    if (!page.running) return null;
    // Asked for no sooner than the chat asks for it itself.
    await shown(index, page.composer);
    await page.running(chatAt(index));
    const now = await painted();
    if (!textOf(find(chatAt(index), page.composer)).includes(DRAFT)) throw new Error("what was typed is lost");
    return now;
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
    // That; when its composer takes text, which then stays; and when the chat itself has that text.
    async usable(index = 0) {
      const first = shown(index, page.launcher ?? page.composer);
      await open(index);
      let failure = null;
      const runs = running(index).catch((error) => {
        failure = String(error);
        return null;
      });
      const takesText = await typed(index);
      const usable = page.running ? await runs : takesText;
      return { shown: await first, takesText, usable, failure };
    },
    focus: (index = 0) => find(chatAt(index), page.composer).focus(),
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
