// Words that occur once in each document: at its beginning, in its middle and at its end.

export const FIRST = "beginword";
export const MIDDLE = "middleword";
export const LAST = "endword";
