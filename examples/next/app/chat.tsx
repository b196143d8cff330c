"use client";

import "rill-chat";
import type {} from "rill-chat/jsx";
import type { RillChat } from "rill-chat";
import { useEffect, useRef, useState } from "react";

const SUGGESTIONS = ["Tell me a short story about a brave knight."];

export function Chat({ endpoint }: { endpoint?: string }) {
    const chat = useRef<RillChat>(null);
    const [finish, setFinish] = useState("");

    // React sets neither object properties nor listeners on an element that the server rendered.
    useEffect(() => {
        const element = chat.current;
        if (!element) {
            return;
        }
        element.suggestions = SUGGESTIONS;
        // To identify the user to the relay, set one of these here:
        //     element.token = async () => (await fetch("/your/token")).text();
        //     element.fetch = (url, init) => fetch(url, { ...init, credentials: "include" });
        // Strings can be attributes: `keep="stories"` on the tag keeps the conversation.
        const listening = new AbortController();
        element.addEventListener(
            "rill-finish",
            ({ detail }) => setFinish(`Finished: ${detail.reason}`),
            { signal: listening.signal },
        );
        return () => listening.abort();
    }, []);

    return (
        <>
            <rill-chat
                ref={chat}
                endpoint={endpoint}
                chat-title="Storyteller"
                style={{ blockSize: "30rem" }}
            />
            <output id="finish">{finish}</output>
        </>
    );
}
