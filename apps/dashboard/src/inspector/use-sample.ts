'use client';

import { useEffect, useRef, useState } from 'react';
import { usePaced } from '../components/use-paced.ts';

/**
 * The sample under the pointer: at once where it moves to, and in the address a little later. `given` is what the address says,
 * undefined for the middle of the path; `put` writes into it.
 */
export function useSample(given: number | undefined, samples: number, put: (sample: number) => void) {
  const [moved, setMoved] = useState<number>();
  const written = useRef(given);
  const write = usePaced(() => {
    if (moved === undefined) return;
    written.current = moved;
    put(moved);
  }, 300);
  useEffect(() => {
    // Something else than the pointer wrote it: the way back, a link.
    if (given !== written.current) setMoved(undefined);
    written.current = given;
  }, [given]);
  const sample = Math.max(0, Math.min(samples - 1, moved ?? given ?? Math.floor(samples / 2)));
  const move = (next: number) => {
    setMoved(next);
    write();
  };
  return [sample, move] as const;
}
