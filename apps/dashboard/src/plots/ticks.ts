/** Digits that tell about `count` ticks of a linear axis apart: at least two, since a fraction is read with two. */
export function tickDigits([low, high]: readonly [number, number], count: number): number {
  return Math.max(2, Math.ceil(-Math.log10((high - low) / count)));
}

/** Ticks of a log axis: `steps` times every power of ten, inside the domain. */
export function powerTicks([low, high]: readonly [number, number], steps: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const step of steps) {
      const tick = Number(`${step}e${power}`);
      if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
    }
  }
  return ticks;
}
