/** Reads a conversation without a running program. */

/** Returns the turns in these records, which the program writes under keys that sort in order. */
export function recorded(records) {
    const inOrder = [...records].sort(([one], [other]) => (one < other ? -1 : 1));
    return inOrder.map(([, json]) => {
        const { role, parts } = JSON.parse(json);
        return { role, parts };
    });
}
