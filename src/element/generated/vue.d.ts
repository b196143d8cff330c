// Written by `cargo xtask generate` from src/element/schema.rs.

import type { HTMLAttributes, PublicProps } from "vue";
import type { RillChat, RillChatAttributes, RillChatEventMap } from "./rill-chat.js";

interface Listeners {
    onRillBeforeSend?: ((event: RillChatEventMap["rill-before-send"]) => void) | undefined;
    onRillMessage?: ((event: RillChatEventMap["rill-message"]) => void) | undefined;
    onRillChunk?: ((event: RillChatEventMap["rill-chunk"]) => void) | undefined;
    onRillFinish?: ((event: RillChatEventMap["rill-finish"]) => void) | undefined;
    onRillError?: ((event: RillChatEventMap["rill-error"]) => void) | undefined;
    onRillOpen?: ((event: RillChatEventMap["rill-open"]) => void) | undefined;
    onRillClose?: ((event: RillChatEventMap["rill-close"]) => void) | undefined;
    onRillFeedback?: ((event: RillChatEventMap["rill-feedback"]) => void) | undefined;
}

declare module "vue" {
    interface GlobalComponents {
        "rill-chat": new () => RillChat & {
            $props: Omit<HTMLAttributes, keyof RillChatAttributes> &
                RillChatAttributes &
                Listeners &
                PublicProps;
        };
    }
}
