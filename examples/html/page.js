// Your relay: a server that adds the key and passes requests on to Gemini.
const ENDPOINT = new URLSearchParams(location.search).get("endpoint") ?? "https://relay.example";

const chat = document.querySelector("rill-chat");
chat.endpoint = ENDPOINT;
chat.addEventListener("rill-finish", ({ detail }) => {
    document.querySelector("#finish").textContent = `Finished: ${detail.reason}`;
});

// The other page asks the same endpoint.
for (const link of document.querySelectorAll("a")) {
    link.search = location.search;
}
