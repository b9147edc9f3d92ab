import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisOf, linearTicks } from './axis.ts';

describe('an axis', () => {
  it('holds every value with room at both ends', () => {
    const { domain } = axisOf('linear', [0.1, 0.2]);
    expect(domain[0]).toBeLessThan(0.1);
    expect(domain[1]).toBeGreaterThan(0.2);
  });
  it.each(['linear', 'log', 'logit'] as const)('of kind %s undoes its own projection', (kind) => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (value) => {
        const { project, unproject } = axisOf(kind, [0.1, 0.9]);
        expect(unproject(project(value))).toBeCloseTo(value, 9);
      }),
    );
  });
  it.each(['linear', 'log', 'logit'] as const)('of kind %s has its ticks inside, in order, apart', (kind) => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        fc.double({ min: 0.02, max: 0.45, noNaN: true }),
        (low, span) => {
          const { ticks, domain } = axisOf(kind, [low, low + span]);
          for (const [k, { at }] of ticks.entries()) {
            expect(at).toBeGreaterThanOrEqual(domain[0] - 1e-9);
            expect(at).toBeLessThanOrEqual(domain[1] + 1e-9);
            if (k > 0) expect(at).toBeGreaterThan(ticks[k - 1]!.at);
          }
          expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
        },
      ),
    );
  });
  it('of accuracies is labelled in per cent', () =>
    expect(axisOf('linear', [0.75, 0.92], { scale: 100 }).ticks.map(({ label }) => label)).toEqual([
      '75',
      '80',
      '85',
      '90',
    ]));
  it('of logit accuracies crowds towards 100 %', () =>
    expect(axisOf('logit', [0.65, 0.96], { scale: 100 }).ticks.map(({ label }) => label)).toContain('95'));
  it('leaves out what a log axis cannot show', () =>
    expect(axisOf('log', [0, 0.01, 0.1]).domain.every(Number.isFinite)).toBe(true));
  it('of a short stretch on a log scale still has three ticks', () =>
    expect(axisOf('log', [0.345, 0.395]).ticks.length).toBeGreaterThanOrEqual(3));
  it('without values still has one', () => expect(axisOf('linear', []).ticks.length).toBeGreaterThan(0));
  it('has a tick at 0 that is not minus zero', () =>
    expect(linearTicks(-0.1, 0.1, 4).map(({ label }) => label)).toContain('0.00'));
});
