// Written by `cargo xtask generate` from src/element/schema.rs.

import type { EmitFn, HTMLAttributes, PublicProps } from "vue";
import type { RillChat, RillChatAttributes, RillChatEventMap } from "./rill-chat.js";

type Emits = {
    [Name in keyof RillChatEventMap]: (event: RillChatEventMap[Name]) => void;
};

declare module "vue" {
    interface GlobalComponents {
        "rill-chat": new () => RillChat & {
            $props: Omit<HTMLAttributes, keyof RillChatAttributes> &
                RillChatAttributes &
                PublicProps;
            $emit: EmitFn<Emits>;
        };
    }
}
