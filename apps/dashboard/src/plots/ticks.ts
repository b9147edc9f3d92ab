import { labelWidth } from './labels.ts';

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

/** Pixels between the labels of two ticks. */
const gap = 4;

/** Every tick, or every second, third, …, until labels stand apart below an axis; 0 stays where it is one of them. */
export function ticksApart<Tick extends { at: number; label: string }>(
  ticks: readonly Tick[],
  pixel: (at: number) => number,
): readonly Tick[] {
  const zero = Math.max(
    0,
    ticks.findIndex(({ label }) => /^[0.]+$/.test(label)),
  );
  for (let every = 1; every < ticks.length; every++) {
    const kept = ticks.filter((_, k) => (k - zero) % every === 0);
    if (kept.every((tick, k) => k === 0 || isApart(kept[k - 1]!, tick))) return kept;
  }
  return ticks.slice(zero, zero + 1);

  function isApart(before: Tick, after: Tick): boolean {
    const widths = (labelWidth(before.label) + labelWidth(after.label)) / 2;
    return pixel(after.at) - pixel(before.at) >= widths + gap;
  }
}
