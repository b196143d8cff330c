// A thread with a composer and Markdown, from its primitives and without its styles.

import { createRoot } from "react-dom/client";
import {
  AssistantRuntimeProvider,
  ComposerPrimitive,
  MessagePrimitive,
  ThreadPrimitive,
  useLocalRuntime,
} from "@assistant-ui/react";
import { MarkdownTextPrimitive } from "@assistant-ui/react-markdown";
import remarkGfm from "remark-gfm";

import { answers } from "../gemini.js";

const adapter = {
  async *run({ messages }) {
    const [{ text: prompt }] = messages.at(-1).content;
    for await (const text of answers(prompt)) yield { content: [{ type: "text", text }] };
  },
};

const plugins = [remarkGfm];
const Text = () => <MarkdownTextPrimitive remarkPlugins={plugins} />;
const Message = () => (
  <MessagePrimitive.Root>
    <MessagePrimitive.Parts components={{ Text }} />
  </MessagePrimitive.Root>
);

function Chat() {
  const runtime = useLocalRuntime(adapter);
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Root>
        <ThreadPrimitive.Viewport style={{ height: "600px", overflowY: "auto" }}>
          <ThreadPrimitive.Messages components={{ Message }} />
        </ThreadPrimitive.Viewport>
        <ComposerPrimitive.Root>
          <ComposerPrimitive.Input placeholder="Write a message" />
          <ComposerPrimitive.Send>Send</ComposerPrimitive.Send>
        </ComposerPrimitive.Root>
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  );
}

const count = Number(new URLSearchParams(location.search).get("count") ?? 1);
const chats = Array.from({ length: count }, (_, index) => <Chat key={index} />);
createRoot(document.getElementById("place")).render(chats);
