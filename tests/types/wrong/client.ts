// Each line that says `told` is wrong, and nothing else is.

import { RillClient } from "rill-chat/client";

new RillClient({ keep: true }); // told
new RillClient({ thinking: "loud" }); // told
new RillClient().startChat({ history: [{ parts: [] }] }); // told
new RillClient().startChat({ wasmUrl: "/client.wasm" }); // told
new RillClient({ model: "a-model" });
// @ts-expect-error: told, since what follows is right.
new RillClient({ model: "a-model" });
// @ts-expect-error: what follows is wrong.
new RillClient({ keep: true });
