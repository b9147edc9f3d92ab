/** A worker that was not seen for this long is gone: one that lives claims or reports at least every 20 s. */
export const SEEN_WITHIN_MS = 30_000;
