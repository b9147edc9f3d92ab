import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, labelWidth, linesOf, overlaps, placeLabels, shortened, spreadLabels } from './labels.ts';

const anchors = fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { minLength: 1, maxLength: 18 });

describe('labels along a side', () => {
  it('stay where they are when they do not touch', () =>
    expect(spreadLabels([10, 50, 90], 15, 0, 100)).toEqual([10, 50, 90]));
  it('move apart evenly around what they share', () => expect(spreadLabels([50, 50], 10, 0, 100)).toEqual([45, 55]));
  it('are not placed at all when there is no room', () => expect(spreadLabels([1, 2, 3], 15, 0, 29)).toBeUndefined());
  it('never overlap, keep the order of their anchors, and stay inside', () => {
    fc.assert(
      fc.property(anchors, (values) => {
        const places = spreadLabels(values, 15, 0, 300);
        if (!places) return expect(values.length * 15).toBeGreaterThan(300);
        const order = values.map((_, k) => k).sort((a, b) => values[a]! - values[b]! || a - b);
        for (let k = 1; k < order.length; k++) {
          expect(places[order[k]!]! - places[order[k - 1]!]!).toBeGreaterThanOrEqual(15 - 1e-9);
        }
        expect(Math.min(...places)).toBeGreaterThanOrEqual(-1e-9);
        expect(Math.max(...places)).toBeLessThanOrEqual(300 + 1e-9);
      }),
    );
  });
  it('move no more in sum of squares than any other order-keeping placement tried', () => {
    const cost = (places: number[], values: number[]) =>
      places.reduce((sum, place, k) => sum + (place - values[k]!) ** 2, 0);
    fc.assert(
      fc.property(anchors, fc.double({ min: -5, max: 5, noNaN: true }), (values, shift) => {
        const sorted = [...values].sort((a, b) => a - b);
        const places = spreadLabels(sorted, 15, -1000, 1000);
        if (!places) return;
        const moved = places.map((place) => place + shift);
        expect(cost(places, sorted)).toBeLessThanOrEqual(cost(moved, sorted) + 1e-6);
      }),
    );
  });
});

describe('direct labels', () => {
  const frame: Box = { left: 40, right: 300, top: 26, bottom: 280 };
  const point = fc.record({
    text: fc.constantFrom('baseline', 'mixup', '1,000 images', 'self-distillation'),
    x: fc.double({ min: 40, max: 300, noNaN: true }),
    y: fc.double({ min: 26, max: 280, noNaN: true }),
  });
  const boxOf = ({ x, y, align, text }: { x: number; y: number; align: string; text: string }): Box => ({
    left: align === 'start' ? x : x - labelWidth(text),
    right: align === 'start' ? x + labelWidth(text) : x,
    top: y - 7.5 + 1e-6,
    bottom: y + 7.5 - 1e-6,
  });

  it('stand beside a mark that is alone', () => {
    const [label] = placeLabels([{ text: 'mixup', x: 100, y: 100 }], [], frame);
    expect(label).toMatchObject({ x: 108, y: 100, align: 'start' });
    expect(label?.leader).toBeUndefined();
  });
  it('go to the left where the right is taken', () => {
    const wall = { left: 105, right: 120, top: 90, bottom: 110 };
    expect(placeLabels([{ text: 'mixup', x: 100, y: 100 }], [wall], frame)[0]?.align).toBe('end');
  });
  it('go to the margin with a leader where both are taken', () => {
    const around = { left: 60, right: 140, top: 90, bottom: 110 };
    const [label] = placeLabels([{ text: 'mixup', x: 100, y: 100 }], [around], frame);
    expect(label?.x).toBeGreaterThan(frame.right);
    expect(label?.leader?.[0]).toEqual([100, 100]);
  });
  it('touch neither each other nor a mark', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 14 }), (points) => {
        const marks = points.map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
        const boxes = placeLabels(points, marks, frame).map(boxOf);
        for (const [k, box] of boxes.entries()) {
          for (const other of boxes.slice(k + 1)) expect(overlaps(box, other)).toBe(false);
          if (box.left < frame.right) for (const mark of marks) expect(overlaps(box, mark)).toBe(false);
        }
      }),
    );
  });
  it('name all marks: as many as the margin has lines always, more or, without room, none', () => {
    const lines = Math.floor((frame.bottom - frame.top) / 15);
    fc.assert(
      fc.property(fc.array(point, { maxLength: 30 }), (points) => {
        const count = placeLabels(points, [], frame).length;
        if (points.length <= lines) expect(count).toBe(points.length);
        else expect([0, points.length]).toContain(count);
      }),
    );
  });
});

describe('a text in lines', () => {
  it('keeps every word, and no line of several is longer than asked for', () =>
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        (words, most) => {
          const lines = linesOf(words.join(' '), most);
          expect(lines.join(' ')).toBe(words.join(' '));
          for (const line of lines) if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(most);
        },
      ),
    ));
});

it('cuts a text that is longer than its room', () =>
  expect(['x'.repeat(24), 'x'.repeat(40)].map((text) => shortened(text, 24))).toEqual([
    'x'.repeat(24),
    `${'x'.repeat(23)}…`,
  ]));
