import { Chat } from "./chat";

type Query = Promise<{ endpoint?: string }>;

// Without an endpoint, the chat asks this server: see `v1beta/models/[call]/route.ts`.
export default async function Page({ searchParams }: { searchParams: Query }) {
    const { endpoint } = await searchParams;
    return <Chat endpoint={endpoint} />;
}
