import { Presets, SingleBar } from 'cli-progress';

/** A bar on stderr where a person looks at it; nothing elsewhere. */
export interface Progress {
  at(done: number): void;
  stop(): void;
}

/** A bar up to `total`, which grows where more is done than that. */
export function progressOf(total: number, unit = 'images'): Progress {
  if (!process.stderr.isTTY) return { at() {}, stop() {} };
  const format = `{bar} {percentage} % | {value} of {total} ${unit} | {eta_formatted} left`;
  const bar = new SingleBar(
    { format, stream: process.stderr, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return {
    at(done) {
      if (done > bar.getTotal()) bar.setTotal(done);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
