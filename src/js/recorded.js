/** What is known of a conversation without a program that runs. */

/** The turns in these records, which the program writes under keys that are in their order. */
export function recorded(records) {
    const inOrder = [...records].sort(([one], [other]) => (one < other ? -1 : 1));
    return inOrder.map(([, json]) => {
        const { role, parts } = JSON.parse(json);
        return { role, parts };
    });
}
