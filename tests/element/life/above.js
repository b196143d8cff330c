// A chat above the page: its launcher, the focus, and the page around it.

import {
    answering,
    check,
    composer,
    expect,
    find,
    isOpen,
    pause,
    press,
    runs,
    told,
    until,
} from "./harness.js";

const launcher = (element) => find(element, ".rill-launcher");
const panel = (element) => find(element, ".rill-panel");
const focused = (element) => element.shadowRoot.activeElement;

/** Adds an element to the page, and removes it after the case. */
function around(page, name, styles = {}) {
    const made = document.createElement(name);
    Object.assign(made.style, styles);
    document.body.append(made);
    return page.own(made);
}

/** Opens a popup, and waits until its program runs. */
async function opened(page, attributes = {}, parent = document.body) {
    const element = page.add({ mode: "popup", ...attributes }, parent);
    element.show();
    await until("it runs", () => runs(element));
    return element;
}

await check("the launcher under the pointer stays the one that it was", async (page) => {
    const element = page.add({ mode: "popup", loading: "open" });
    const button = launcher(element);
    button.focus();
    element.chatTitle = "Help";
    button.dispatchEvent(new PointerEvent("pointerenter"));
    await until("the panel", () => panel(element));
    expect("it is there", launcher(element) === button);
    expect("it has the focus", focused(element) === button);
    button.click();
    expect("it opens", isOpen(panel(element)));
});

/** Ancestors that would hide part of a popup: a name, and styles. */
const PLACES = [
    ["is moved and cuts off", { transform: "translateX(50px)", overflow: "hidden" }],
    ["contains", { contain: "strict", blockSize: "80px" }],
    ["lies behind", { position: "fixed", zIndex: "1" }],
];

for (const [name, styles] of PLACES) {
    await check(`a popup is seen whole inside of what ${name}`, async (page) => {
        const before = around(page, "div", {
            position: "fixed",
            inset: "0",
            zIndex: "99999",
            background: "silver",
        });
        const element = await opened(page, {}, around(page, "div", styles));
        const close = find(element, ".rill-close").getBoundingClientRect();
        const [x, y] = [close.x + close.width / 2, close.y + close.height / 2];
        expect("on top", document.elementFromPoint(x, y) === element, true);
        before.remove();
    });
}

await check(
    "where it covers the page it is modal, and where it does not, it is not",
    async (page) => {
        const frame = around(page, "iframe", { inlineSize: "320px", blockSize: "640px" });
        frame.src = "blank.html";
        await until("the frame", () => frame.contentDocument?.URL.endsWith("blank.html"));
        await until("its body", () => frame.contentDocument.body);
        const element = page.add({ mode: "popup" });
        frame.contentDocument.body.append(element);
        element.show();
        await until("it runs", () => runs(element));
        expect("narrow", panel(element).matches(":modal"));
        composer(element).focus();
        frame.style.inlineSize = "900px";
        await until("there is room", () => !panel(element).matches(":modal"));
        expect("it is still open", isOpen(panel(element)));
        expect("still there", runs(element));
        frame.style.inlineSize = "320px";
        await until("there is none", () => panel(element).matches(":modal"));
    },
);

await check(
    "moved into another window while it is open, it goes by the room there",
    async (page) => {
        const element = await opened(page);
        expect("wide", panel(element).matches(":modal"), innerWidth < 480);
        const frame = around(page, "iframe", { inlineSize: "320px", blockSize: "640px" });
        frame.src = "blank.html";
        await until("the frame", () => frame.contentDocument?.URL.endsWith("blank.html"));
        await until("its body", () => frame.contentDocument.body);
        frame.contentDocument.body.append(element);
        await until("it is modal", () => panel(element).matches(":modal"));
        await until("it runs", () => runs(element));
    },
);

await check("what is cancelled inside of it is not the panel", async (page) => {
    const element = await opened(page);
    const picker = document.createElement("input");
    picker.slot = "footer";
    element.append(picker);
    picker.dispatchEvent(new Event("cancel", { bubbles: true, cancelable: true }));
    expect("it is open", element.open);
});

await check("the focus goes back to whoever had it", async (page) => {
    const element = await opened(page);
    element.close();
    const button = around(page, "button");
    button.textContent = "Help";
    button.addEventListener("click", () => element.show());
    button.focus();
    button.click();
    expect("it goes into the composer", focused(element) === composer(element));
    press(composer(element), "Escape");
    expect("it is closed", element.open, false);
    expect("it is back", document.activeElement === button);
});

for (const [name, hide] of [
    ["is gone", (button) => button.remove()],
    ["cannot be pressed", (button) => (button.disabled = true)],
    ["is hidden", (button) => (button.hidden = true)],
]) {
    await check(`the focus goes to the launcher if who had it ${name}`, async (page) => {
        const element = await opened(page);
        element.close();
        const button = around(page, "button");
        button.addEventListener("click", () => element.show());
        button.focus();
        button.click();
        hide(button);
        press(composer(element), "Escape");
        expect("it is there", focused(element) === launcher(element));
    });
}

await check("the dialog has the name, and what is in it has no other", async (page) => {
    const element = page.add({ mode: "popup", "chat-title": "Help" });
    element.show();
    const names = () =>
        ["dialog, [role=dialog]", "section"].map((it) => find(element, it).ariaLabel);
    await until("the frame", () => find(element, "section"));
    expect("of the frame", names(), ["Help", null]);
    await until("it runs", () => runs(element));
    expect("of the chat", names(), ["Help", null]);
    element.mode = "inline";
    await until("it has changed", () => find(element, "section").ariaLabel === "Help");
});

await check("who reads is left where they are when the chat is moved", async (page) => {
    const element = page.add();
    element.style.blockSize = "300px";
    element.fetch = answering(["A line.\n\n".repeat(60)]);
    await element.send("Many lines");
    const scroller = () => find(element, ".rill-scroller");
    const end = () => scroller().scrollHeight - scroller().clientHeight;
    await until("at the end", () => end() > 500 && Math.abs(scroller().scrollTop - end()) < 2);
    const places = [() => end(), () => 120];
    for (const place of places) {
        scroller().scrollTop = place();
        await pause(100);
        around(page, "div").append(element);
        expect("in another place", Math.abs(scroller().scrollTop - place()) < 2);
        await pause(100);
        expect("and later", Math.abs(scroller().scrollTop - place()) < 2);
    }
    element.mode = "fullscreen";
    element.show();
    await until("it is open", () => isOpen(panel(element)));
    expect("above the page", Math.abs(scroller().scrollTop - 120) < 2);
});

await check("one that is disabled has the focus, so a key can close it", async (page) => {
    const element = await opened(page, { disabled: "" });
    await until("the focus is in it", () => focused(element));
    press(focused(element), "Escape");
    expect("it is closed", element.open, false);
    expect("the focus is back", focused(element) === launcher(element));
});

await check("closed before it was there, it says nothing and takes nothing", async (page) => {
    const element = page.add({ mode: "popup", loading: "open" });
    const heard = [];
    for (const name of ["open", "close"]) {
        element.addEventListener(`rill-${name}`, () => heard.push(name));
    }
    const button = around(page, "button");
    button.focus();
    element.show();
    element.close();
    await element.load();
    await pause(50);
    expect("told", heard, []);
    expect("the focus", document.activeElement === button);
    expect("open", isOpen(panel(element)), false);
});

await check("who has gone on to another field stays there", async (page) => {
    const field = around(page, "input");
    document.activeElement?.blur();
    const element = page.add({ autofocus: "" });
    field.focus();
    await until("it runs", () => runs(element));
    expect("the focus", document.activeElement === field);
});

await check("one that covers the page still does so when it was moved", async (page) => {
    const element = page.add({ mode: "fullscreen" });
    element.show();
    await until("it runs", () => runs(element));
    around(page, "div").append(element);
    expect("modal", panel(element).matches(":modal"));
    element.close();
    expect("closed", isOpen(panel(element)), false);
});

await check("while it is hidden the page is alive", async (page) => {
    const outer = around(page, "div");
    const element = page.add({ mode: "fullscreen" });
    outer.append(element);
    element.show();
    await until("it runs", () => runs(element));
    expect("modal", panel(element).matches(":modal"));
    for (const hidden of [element, outer]) {
        hidden.hidden = true;
        await until("the page is alive", () => !panel(element).matches(":modal"));
        expect("it is open", element.open);
        hidden.hidden = false;
        await until("it is modal again", () => panel(element).matches(":modal"));
    }
    element.close();
    element.hidden = true;
    element.show();
    expect("opened unseen", panel(element).matches(":modal"), false);
    element.hidden = false;
    await until("it is seen", () => panel(element).matches(":modal"));
});

await check("another mode has the button that closes it, or none", async (page) => {
    const element = page.add();
    await until("it runs", () => runs(element));
    expect("in its place", !!find(element, ".rill-close"), false);
    element.mode = "popup";
    element.show();
    await until("above the page", () => find(element, ".rill-close"));
    element.mode = "inline";
    await until("in its place again", () => !find(element, ".rill-close"));
});

await check(
    "keys that are text are the field's alone, and others are the page's too",
    async (page) => {
        const element = page.add();
        await until("it runs", () => runs(element));
        const heard = [];
        const listen = (event) => heard.push(event.key);
        document.addEventListener("keydown", listen);
        press(composer(element), "s");
        press(composer(element), "?", { shiftKey: true });
        press(composer(element), "k", { ctrlKey: true });
        press(composer(element), "F1");
        document.removeEventListener("keydown", listen);
        expect("heard", heard, ["k", "F1"]);
    },
);

await check("what opens it is told when it was opened", async (page) => {
    const element = page.add({ mode: "popup" });
    const told_ = told(element, "open");
    element.show();
    await told_;
    expect("open", isOpen(panel(element)));
});

/** Text styles of a page, and those that the chat must have nevertheless. */
const TEXT = {
    whiteSpace: ["nowrap", "normal"],
    textTransform: ["uppercase", "none"],
    textIndent: ["20px", "0px"],
    letterSpacing: ["5px", "normal"],
    wordSpacing: ["5px", "0px"],
    fontStyle: ["italic", "normal"],
    fontVariantCaps: ["small-caps", "normal"],
    fontWeight: ["900", "400"],
    textShadow: ["rgb(255, 0, 0) 1px 1px 1px", "none"],
    textAlign: ["center", "start"],
};

await check("how the text around it looks stays outside", async (page) => {
    const styles = Object.entries(TEXT).map(([name, [around]]) => [name, around]);
    const element = page.add({}, around(page, "div", Object.fromEntries(styles)));
    await until("it runs", () => runs(element));
    const looks = getComputedStyle(find(element, ".rill-place .rill-content"));
    for (const [name, [, own]] of Object.entries(TEXT)) {
        expect(name, looks[name], own);
    }
});

await check("what it begins with is read from its beginning", async (page) => {
    const suggestions = ["One", "Two", "Three", "Four", "Five", "Six"];
    const element = page.add({ suggestions: JSON.stringify(suggestions) });
    element.style.blockSize = "300px";
    await until("it runs", () => runs(element));
    await pause(100);
    const scroller = find(element, ".rill-place .rill-scroller");
    expect("there is more", scroller.scrollHeight > scroller.clientHeight);
    expect("at the top", scroller.scrollTop, 0);
});

await check("a book is taken without being laid out twice", async (page) => {
    const element = page.add();
    await until("it runs", () => runs(element));
    const field = composer(element);
    field.value = "word ".repeat(100_000);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await pause(50);
    expect("all of it", composer(element).value.length, 500_000);
    expect("some of it", find(element, ".rill-mirror").textContent.length < 10_000);
});

/** What a page may open above or make inert. */
const COVERS = [
    ["a dialog of the page", (page) => around(page, "dialog").showModal()],
    ["a page that is inert", () => (document.body.inert = true)],
];

for (const [name, cover] of COVERS) {
    await check(`above ${name} it is alive`, async (page) => {
        const element = await opened(page);
        expect("before", panel(element).matches(":modal"), false);
        element.close();
        cover(page);
        element.show();
        expect("it is modal", panel(element).matches(":modal"));
        expect("with the focus", focused(element) === composer(element));
        press(composer(element), "Escape");
        expect("it is closed", element.open, false);
        document.body.inert = false;
        document.querySelector("dialog")?.close();
        element.show();
        expect("after", panel(element).matches(":modal"), false);
    });
}

await check(
    "while it is disabled the conversation has the focus, and then the field",
    async (page) => {
        const element = await opened(page);
        expect("the field", focused(element) === composer(element));
        element.disabled = true;
        await pause(100);
        const scroller = find(element, ".rill-scroller");
        expect("the conversation", focused(element) === scroller);
        element.disabled = false;
        await until("the field again", () => focused(element) === composer(element));
        element.disabled = true;
        await pause(100);
        press(focused(element), "Escape");
        expect("a key closes it", element.open, false);
    },
);

await check(
    "closed from what the page has put into it, the launcher has the focus",
    async (page) => {
        const element = await opened(page);
        const link = document.createElement("button");
        link.slot = "footer";
        element.append(link);
        link.focus();
        expect("before", document.activeElement === link);
        press(link, "Escape");
        expect("closed", element.open, false);
        expect("after", focused(element) === launcher(element));
    },
);

await check("who opens and closes it before it is there hears of the last", async (page) => {
    const element = page.add({ mode: "popup", loading: "open" });
    const heard = [];
    for (const name of ["open", "close"]) {
        element.addEventListener(`rill-${name}`, () => heard.push(name));
    }
    element.show();
    element.close();
    element.show();
    await until("it runs", () => runs(element));
    expect("heard", heard, ["open"]);
    expect("the focus", focused(element) === composer(element));
});

await check(
    "above a dialog in a component it is alive, and within one it is none itself",
    async (page) => {
        const component = around(page, "div");
        const dialog = document.createElement("dialog");
        const button = document.createElement("button");
        dialog.append(button, document.createElement("slot"));
        component.attachShadow({ mode: "open" }).append(dialog);
        const outside = await opened(page);
        const inside = page.add({ mode: "popup" }, component);
        outside.close();
        dialog.showModal();
        outside.show();
        expect("outside", panel(outside).matches(":modal"), innerWidth > 0);
        outside.close();
        button.focus();
        inside.show();
        await until("it runs", () => runs(inside));
        expect("inside", panel(inside).matches(":modal"), innerWidth < 480);
        dialog.close();
    },
);

await check("changed or opened as it leaves the page, it throws nothing", async (page) => {
    const element = await opened(page);
    element.mode = "fullscreen";
    element.remove();
    await pause(0);
    document.body.append(element);
    element.close();
    element.remove();
    element.show();
    await pause(0);
    document.body.append(element);
    await until("it is open", () => isOpen(panel(element)));
});

/** Ways to move the field during a composition, without a `compositionend`. */
const MOVES = [
    ["the mode changes", (element) => (element.mode = "popup")],
    ["it is moved", (element) => element.parentNode.prepend(element)],
    [
        "it leaves and comes back",
        async (element) => {
            element.remove();
            await pause(0);
            document.body.append(element);
        },
    ],
];

for (const [name, move] of MOVES) {
    await check(`a word that is never finished keeps nobody waiting: ${name}`, async (page) => {
        const element = page.add({ loading: "open" });
        const field = await until("the frame", () => composer(element));
        field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
        await move(element);
        await element.load();
        expect("it runs", runs(element));
    });
}

await check("an Escape of an input method closes nothing", async (page) => {
    const element = await opened(page);
    press(composer(element), "Escape", { isComposing: true });
    press(composer(element), "Escape", { keyCode: 229 });
    expect("it is open", element.open);
});

await check(
    "what could not be loaded is tried again by who presses the button, and by nobody else",
    async (page) => {
        const element = page.add({ "wasm-url": "rill-chat/missing.wasm" });
        let errors = 0;
        element.addEventListener("rill-error", () => (errors += 1));
        const button = await until("the button", () => find(element, "[role=alert] button"));
        button.focus();
        composer(element).focus();
        button.focus();
        element.placeholder = "Another";
        await pause(200);
        expect("the focus", focused(element) === button);
        expect("told", errors, 1);
        button.click();
        await until("told again", () => errors === 2);
    },
);

await check(
    "who has broken is started again by who presses the button, and by nobody else",
    async (page) => {
        const element = await opened(page);
        element.fetch = answering(["answered"]);
        const heard = [];
        for (const name of ["error", "finish"]) {
            element.addEventListener(`rill-${name}`, ({ detail }) =>
                heard.push(detail.kind ?? name),
            );
        }
        composer(element).focus();
        const { createTextNode } = document;
        document.createTextNode = () => {
            throw new Error("made by the test");
        };
        const ignored = (event) => event.preventDefault();
        addEventListener("error", ignored);
        addEventListener("unhandledrejection", ignored);
        element.send("A question").catch(() => {});
        await until("it says so", () => find(element, "[role=alert] button"));
        document.createTextNode = createTextNode;
        await pause(500);
        expect("heard", heard, ["crashed"]);
        expect("it is open", isOpen(panel(element)));
        find(element, "[role=alert] button").click();
        await until("it runs again", () => runs(element));
        removeEventListener("error", ignored);
        removeEventListener("unhandledrejection", ignored);
    },
);
