/** From half to one and a half of a delay: workers that lost the same server do not all come back at once. */
export function jittered(delayMs: number): number {
  return delayMs * (0.5 + Math.random());
}
