import { describe, expect, it } from 'vitest';
import { forestLayout } from './forest.ts';

const column = (
  scale: string,
  effects: readonly ({ value: number; lower?: number; upper?: number } | undefined)[],
) => ({
  title: scale,
  note: '',
  scale,
  factor: 1,
  least: 4,
  effects,
});
const lowered = { value: -0.02, lower: -0.03, upper: -0.01 };
const unsure = { value: 0.01, lower: -0.02, upper: 0.04 };

describe('a forest', () => {
  it('puts a mark to the left of zero where the effect is negative', () => {
    const [place] = forestLayout([column('within', [lowered])], 200, 800);
    expect(place!.cells[0]!.x).toBeLessThan(place!.zero);
    expect(place!.cells[0]!.sure).toBe(true);
  });
  it('claims nothing where the bounds hold 0', () =>
    expect(forestLayout([column('within', [unsure])], 200, 800)[0]!.cells[0]!.sure).toBe(false));
  it('draws columns of one scale to one scale', () => {
    const [a, b] = forestLayout([column('within', [lowered]), column('within', [unsure])], 200, 1000);
    expect(a!.zero - a!.left).toBeCloseTo(b!.zero - b!.left, 9);
  });
  it('keeps every mark and bar inside its column, and numbers behind it', () => {
    for (const place of forestLayout([column('a', [lowered, unsure]), column('b', [unsure])], 200, 900)) {
      for (const cell of place.cells) {
        expect(cell!.x1).toBeGreaterThanOrEqual(place.left);
        expect(cell!.x2).toBeLessThanOrEqual(place.right);
      }
      expect(place.numbersAt).toBeGreaterThan(place.right);
    }
  });
  it('has no bar where there are no bounds, and no cell where there is no number', () => {
    const [place] = forestLayout([column('a', [{ value: 0.1 }, undefined])], 200, 900);
    expect(place!.cells[0]!.x1).toBeUndefined();
    expect(place!.cells[1]).toBeUndefined();
  });
});
