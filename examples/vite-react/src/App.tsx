import "rill-chat";
import type {} from "rill-chat/jsx";
import { useState } from "react";

// Your relay: a server that adds the key and passes requests on to Gemini.
const ENDPOINT = new URLSearchParams(location.search).get("endpoint") ?? "https://relay.example";

const SUGGESTIONS = ["Tell me a short story about a brave knight."];

export function App() {
    const [finish, setFinish] = useState("");

    return (
        <>
            <rill-chat
                endpoint={ENDPOINT}
                chatTitle="Storyteller"
                suggestions={SUGGESTIONS}
                style={{ blockSize: "30rem" }}
                onrill-finish={({ detail }) => setFinish(`Finished: ${detail.reason}`)}
            />
            <output id="finish">{finish}</output>
        </>
    );
}
