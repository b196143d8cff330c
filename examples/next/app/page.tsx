import { Chat } from "./chat";

// Your relay: a server that adds the key and passes requests on to Gemini.
const ENDPOINT = "https://relay.example";

export default async function Page({ searchParams }: { searchParams: Promise<{ endpoint?: string }> }) {
    const { endpoint = ENDPOINT } = await searchParams;
    return <Chat endpoint={endpoint} />;
}
