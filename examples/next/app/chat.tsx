"use client";

import "rill-chat";
import type {} from "rill-chat/jsx";
import { useState } from "react";

const SUGGESTIONS = ["Tell me a short story about a brave knight."];

export function Chat({ endpoint }: { endpoint: string }) {
    const [finish, setFinish] = useState("");

    return (
        <>
            <rill-chat
                endpoint={endpoint}
                chat-title="Storyteller"
                suggestions={SUGGESTIONS}
                style={{ blockSize: "30rem" }}
                onrill-finish={({ detail }) => setFinish(`Finished: ${detail.reason}`)}
            />
            <output id="finish">{finish}</output>
        </>
    );
}
