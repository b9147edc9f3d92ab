import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pathAxis } from './path-axis.ts';
import { changePlaces, curvePath, pathLayout, pathTicks, ribbonParts, valuesAt } from './path-panels.ts';

const axis = pathAxis({ path: 'LINEAR', step: 1 }, { samples: 27, length: 26.5 });
const [shirt, coat] = [
  { index: 6, name: 'Shirt' },
  { index: 4, name: 'Coat' },
];
const runs = [
  { class: shirt, samples: 12 },
  { class: coat, samples: 15 },
];
const widths = fc.integer({ min: 300, max: 1600 });

describe('strip, ribbon and curves', () => {
  test('share the x axis: every picture shows the sample at its middle, within half a sample', () => {
    fc.assert(
      fc.property(widths, (width) => {
        const { frame, strip } = pathLayout(axis, 27, 1, width);
        expect(strip.pictures.length).toBeGreaterThanOrEqual(2);
        for (const { sample, x } of strip.pictures) {
          const middle = frame.invert(x + strip.size / 2);
          expect(Math.abs(axis.at(sample) - middle)).toBeLessThanOrEqual(0.5 + 1e-9);
        }
      }),
    );
  });

  test('pictures lie side by side inside the frame, in the order of the samples', () => {
    fc.assert(
      fc.property(widths, fc.integer({ min: 1, max: 200 }), (width, samples) => {
        const path = pathAxis({ path: 'LINEAR', step: null }, { samples, length: 9 });
        const { frame, strip } = pathLayout(path, samples, 1, width);
        expect(strip.pictures.length).toBeGreaterThan(0);
        for (const [k, { sample, x }] of strip.pictures.entries()) {
          const next = strip.pictures[k + 1];
          expect(x).toBeGreaterThanOrEqual(frame.left - 1e-9);
          expect(x + strip.size).toBeLessThanOrEqual((next?.x ?? frame.right) + 1e-9);
          if (next) expect(next.sample).toBeGreaterThanOrEqual(sample);
        }
      }),
    );
  });

  test('the ribbon fills the frame, and its parts meet where the dashed lines stand', () => {
    const { frame } = pathLayout(axis, 27, 1, 900);
    const parts = ribbonParts(runs, frame);
    expect([parts[0]?.left, parts.at(-1)?.right]).toEqual([frame.left, frame.right]);
    expect(changePlaces(runs, frame)).toEqual([parts[0]?.right]);
    expect(parts[1]?.left).toBe(parts[0]?.right);
    expect(parts[0]?.right).toBeCloseTo(frame.x(11.5), 9);
  });

  test('a name stands above its part only where it fits', () => {
    const { frame } = pathLayout(axis, 27, 1, 900);
    const short = [
      { class: shirt, samples: 26 },
      { class: coat, samples: 1 },
    ];
    expect(ribbonParts(short, frame).map(({ named }) => named)).toEqual([true, false]);
  });

  test('panels lie under one another without touching', () => {
    const { panels, height } = pathLayout(axis, 27, 3, 900);
    expect(panels).toHaveLength(3);
    for (const [k, panel] of panels.entries()) {
      expect(panel.plotBottom).toBeLessThan(panels[k + 1]?.top ?? height);
    }
  });
});

describe('curves', () => {
  test('begin at the left and go through every sample', () => {
    const { frame, panels } = pathLayout(axis, 27, 1, 900);
    const place = panels[0]!;
    const outline = curvePath([0, 1, 0.5], place, frame);
    expect(outline).toMatch(/^M34\.0 /);
    expect(outline.match(/[ML]/g)).toHaveLength(3);
  });

  test('are read at a sample, the highest first', () => {
    const curves = [
      { class: shirt, probability: [0.9, 0.2] },
      { class: coat, probability: [0.1, 0.7] },
    ];
    expect(valuesAt(curves, 1).map(({ class: { name }, value }) => [name, value])).toEqual([
      ['Coat', 0.7],
      ['Shirt', 0.2],
    ]);
    expect(valuesAt(null, 1)).toEqual([]);
  });
});

test('ticks are round and lie on the axis', () => {
  const { frame } = pathLayout(axis, 27, 1, 600);
  const ticks = pathTicks(axis, frame);
  expect(ticks.map(({ label }) => label)).toEqual(['0', '5', '10', '15', '20', '25']);
  expect(ticks[2]?.x).toBeCloseTo(frame.x(10), 9);
});
