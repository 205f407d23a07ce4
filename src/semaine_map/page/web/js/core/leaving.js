/** Aborted when the page goes: every listener leaves with it. */
export const leaving = new AbortController();
