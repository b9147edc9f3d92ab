import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelWidth, overlaps } from './labels.ts';
import { labelsOnLines, type NamedLine } from './line-labels.ts';

const frame = { left: 0, right: 400, top: 0, bottom: 200 };
const flat = (name: string, y: number): NamedLine => ({
  name,
  places: [
    [0, y],
    [400, y],
  ],
});
const boxOf = ({ x, y }: { x: number; y: number }, name: string) => ({
  left: x - labelWidth(name) / 2,
  right: x + labelWidth(name) / 2,
  top: y - 7,
  bottom: y + 7,
});

describe('labels on lines', () => {
  test('stand beside their own line', () => {
    const [a, b] = labelsOnLines([flat('first', 50), flat('second', 150)], frame) ?? [];
    expect(Math.abs((a?.y ?? 0) - 50)).toBeLessThan(20);
    expect(Math.abs((b?.y ?? 0) - 150)).toBeLessThan(20);
  });

  test('go where lines are apart, not where they cross', () => {
    const cross: NamedLine[] = [
      { name: 'up', places: [[0, 180], [400, 20]] }, // biome-ignore format: a line a line
      { name: 'down', places: [[0, 20], [400, 180]] }, // biome-ignore format: a line a line
    ];
    const places = labelsOnLines(cross, frame)?.map(({ x }) => Math.abs(x - 200)) ?? [];
    expect(places).toHaveLength(2);
    expect(Math.min(...places)).toBeGreaterThan(50);
  });

  test('are not placed where two lines are one', () => {
    expect(labelsOnLines([flat('a', 100), flat('b', 100.5)], { ...frame, top: 95, bottom: 105 })).toBeUndefined();
  });

  test('keep clear of what is taken', () => {
    const taken = { left: 0, right: 400, top: 0, bottom: 99 };
    const [label] = labelsOnLines([flat('a', 100)], frame, [taken]) ?? [];
    expect(label?.y).toBeGreaterThan(100);
  });

  test('overlap neither each other nor a line', () => {
    const lines = fc.array(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 5, maxLength: 5 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(lines, (heights) => {
        const named = heights.map((ys, k) => ({
          name: `line ${k}`,
          places: ys.map((y, at) => [at * 100, y] as const),
        }));
        const boxes = (labelsOnLines(named, frame) ?? []).map((label) => boxOf(label, named[label.line]?.name ?? ''));
        for (const [i, box] of boxes.entries()) {
          for (const other of boxes.slice(i + 1)) expect(overlaps(box, other)).toBe(false);
          for (const { places } of named)
            for (const [x, y] of places)
              expect(x > box.left && x < box.right && y > box.top && y < box.bottom).toBe(false);
        }
      }),
    );
  });
});
