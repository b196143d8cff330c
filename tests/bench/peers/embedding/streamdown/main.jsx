// Not a chat but the answer in one: a page that somebody has written around Streamdown.

import { useState } from "react";
import { createRoot } from "react-dom/client";
import { Streamdown } from "streamdown";

import { answers } from "../gemini.js";

function Chat() {
  const [messages, setMessages] = useState([]);
  const [draft, setDraft] = useState("");
  const [isWriting, setIsWriting] = useState(false);

  const send = async (event) => {
    event.preventDefault();
    setDraft("");
    setIsWriting(true);
    for await (const text of answers(draft)) setMessages([...messages, draft, text]);
    setIsWriting(false);
  };

  return (
    <section>
      {messages.map((text, index) => (
        <Streamdown key={index} isAnimating={isWriting && index === messages.length - 1}>
          {text}
        </Streamdown>
      ))}
      <form onSubmit={send}>
        <input value={draft} onChange={({ target }) => setDraft(target.value)} />
        <button disabled={isWriting}>Send</button>
      </form>
    </section>
  );
}

const count = Number(new URLSearchParams(location.search).get("count") ?? 1);
const chats = Array.from({ length: count }, (_, index) => <Chat key={index} />);
createRoot(document.getElementById("place")).render(chats);
