import { Presets, SingleBar } from 'cli-progress';

/** A bar on stderr where a person looks at it; nothing elsewhere. */
export interface Progress {
  at(imagesDone: number): void;
  stop(): void;
}

export function progressOf(imagesTotal: number): Progress {
  if (!process.stderr.isTTY) return { at() {}, stop() {} };
  const format = '{bar} {percentage} % | {value} of {total} images | {eta_formatted} left';
  const bar = new SingleBar(
    { format, stream: process.stderr, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  bar.start(imagesTotal, 0);
  return {
    at(imagesDone) {
      if (imagesDone > bar.getTotal()) bar.setTotal(imagesDone);
      bar.update(imagesDone);
    },
    stop: () => bar.stop(),
  };
}
