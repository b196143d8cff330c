// Each line that says `told` is wrong, and nothing else is.

import type {} from "rill-chat/jsx";

export function Page() {
    return (
        <main>
            <rill-chat mode="window" /* told */ />
            <rill-chat mode="popup" />
            {/* @ts-expect-error: told, since what follows is right. */}
            <rill-chat mode="inline" />
            {/* @ts-expect-error: what follows is wrong. */}
            <rill-chat mode="window" />
        </main>
    );
}
