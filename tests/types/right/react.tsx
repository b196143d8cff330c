// The element in the JSX of React 19. A line below `@ts-expect-error` must be wrong.

import type {} from "rill-chat/jsx";
import type { FinishDetail, RillChat } from "rill-chat";
import { useRef } from "react";

export function Page() {
    const chat = useRef<RillChat>(null);
    return (
        <main>
            <rill-chat
                ref={chat}
                endpoint="https://relay.example/v1beta"
                system-instruction="Be brief."
                chatTitle="Library"
                mode="popup"
                open
                feedback={true}
                retry-attempts={5}
                retryMaxDelay={10}
                generationConfig={{ maxOutputTokens: 8 }}
                suggestions={["Hello", { label: "Hours", message: "When are you open?" }]}
                safety-settings="[]"
                imageOrigins={["https://images.example"]}
                token={async () => "t"}
                labels={{ send: "Go" }}
                className="chat"
                style={{ blockSize: "30rem" }}
                id="chat"
                dir="rtl"
                lang="ar"
                onClick={() => chat.current?.send("Hello")}
                onrill-open={(event) => event.currentTarget}
                onrill-finish={(event: CustomEvent<FinishDetail>) => event.detail.reason}
                onrill-error={({ detail }) => console.error(detail.message)}
            >
                <span slot="header">Ask us</span>
            </rill-chat>
            {/* @ts-expect-error */}
            <rill-chat mode="window" />
            {/* @ts-expect-error */}
            <rill-chat retry-attempts={true} />
            {/* @ts-expect-error */}
            <rill-chat systemInstruktion="Be brief." />
            {/* @ts-expect-error */}
            <rill-chat onrill-finish={(event: CustomEvent<null>) => event} />
            {/* @ts-expect-error */}
            <rill-chat generation-config={{ maxOutputTokens: 8 }} />
        </main>
    );
}
