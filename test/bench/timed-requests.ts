import { rounded } from './row.ts';

/** Milliseconds, and bytes of an answer. */
export interface Percentiles {
  p50: number;
  p99: number;
  bytes: number;
}

/** One request after another, the first few not counted. */
export async function timed(
  { url }: { url: string },
  body: string,
  count: number,
  uncounted = 5,
): Promise<Percentiles> {
  const times: number[] = [];
  let bytes = 0;
  for (let k = -uncounted; k < count; k++) {
    const started = performance.now();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const text = await response.text();
    if (k >= 0) times.push(performance.now() - started);
    bytes = text.length;
    if (!response.ok || text.includes('"errors"')) throw new Error(`the server answered ${text.slice(0, 300)}`);
  }
  return percentilesOf(times, bytes);
}

export function percentilesOf(times: readonly number[], bytes: number): Percentiles {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), bytes };
}
