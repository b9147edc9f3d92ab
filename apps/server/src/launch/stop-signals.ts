/** A signal that comes again so soon is the same one: npm hands on what the terminal has sent to all. */
const SAME_MS = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a signal asks for: the first `stop`, one that comes later `kill`. */
export function stopRequests(
  { stop, kill }: { stop(): void; kill(): void },
  clock: () => number = () => performance.now(),
): () => void {
  let firstMs: number | null = null;
  return () => {
    if (firstMs === null) {
      firstMs = clock();
      stop();
    } else if (clock() - firstMs > SAME_MS) {
      kill();
    }
  };
}

/** Ctrl-C, the end of the terminal and SIGTERM ask to stop; a second Ctrl-C asks to end at once. */
export function onStopSignals(asked: { stop(): void; kill(): void }): void {
  const request = stopRequests(asked);
  for (const signal of SIGNALS) process.on(signal, request);
}
