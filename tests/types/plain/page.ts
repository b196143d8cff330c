// The package in a project without a framework, and without the newest `lib` of TypeScript.

import { RillClient } from "rill-chat/client";
import type { RillChat } from "rill-chat";
import words from "rill-chat/languages/de.js";

export const client = new RillClient({});
export const chat: RillChat = document.createElement("rill-chat");
chat.labels = words;
