// Written by `cargo xtask generate` from src/element/schema.rs.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { RillChat, RillChatAttributes, RillChatEventMap } from "./rill-chat.js";

type Listeners = {
    [Name in keyof RillChatEventMap as `on${Name}`]?:
        | ((event: RillChatEventMap[Name]) => void)
        | undefined;
};

type Common = DetailedHTMLProps<HTMLAttributes<RillChat>, RillChat>;

declare module "react" {
    namespace JSX {
        interface IntrinsicElements {
            "rill-chat": Omit<Common, keyof RillChatAttributes> & RillChatAttributes & Listeners;
        }
    }
}
