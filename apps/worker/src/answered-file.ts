import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** At most so often: an answer comes twice a second while a shard is done. */
const EVERY_MS = 5_000;

/**
 * Touches a file in a folder when the server answered, so that whoever watches over this process (a container's health check)
 * sees how long ago that was. A folder that can't be written to is told of by what fetches files into it.
 */
export function answeredFile(folder: string): () => void {
  const file = path.join(folder, 'answered');
  let touchedMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = Date.now();
    if (nowMs - touchedMs < EVERY_MS) return;
    touchedMs = nowMs;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(file, '');
      utimesSync(file, new Date(nowMs), new Date(nowMs));
    } catch {
      // Then there is no file, which is what a health check sees.
    }
  };
}
