// Each line that says `told` is wrong, and nothing else is.

import type { RillChat } from "rill-chat";

declare const chat: RillChat;

chat.mode = "window"; // told
chat.mode = "popup";
// @ts-expect-error: told, since what follows is right.
chat.mode = "inline";
// @ts-expect-error: what follows is wrong.
chat.mode = "window";
