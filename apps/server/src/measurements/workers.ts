/** A worker that was not seen for this long is gone. */
export const SEEN_WITHIN_MS = 60_000;
