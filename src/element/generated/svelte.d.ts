// Written by `cargo xtask generate` from src/element/schema.rs.

import type { HTMLAttributes } from "svelte/elements";
import type { RillChat, RillChatAttributes, RillChatEventMap } from "./rill-chat.js";

type Listeners = {
    [Name in keyof RillChatEventMap as `on${Name}`]?:
        | ((event: RillChatEventMap[Name]) => void)
        | undefined;
};

declare module "svelte/elements" {
    interface SvelteHTMLElements {
        "rill-chat": Omit<HTMLAttributes<RillChat>, keyof RillChatAttributes> &
            RillChatAttributes &
            Listeners;
    }
}
