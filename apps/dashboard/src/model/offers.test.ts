import { describe, expect, test } from 'vitest';
import { missing, offeredForm, offeredInput } from './offers.ts';

const m = (method: string, status: string, path = 'LINEAR') => ({
  ...{ id: `${method} ${path}`, method, status },
  provenance: { parameters: JSON.stringify({ path }) },
});

const kinds = (list: ReturnType<typeof missing>) => list.map(({ offer }) => offer.kind);

describe('what is offered', () => {
  test('is everything of a model that was never measured', () => {
    expect(kinds(missing([]))).toEqual([
      ...['LINEAR', 'EVALUATION', 'JACOBIAN_NORM', 'FOURIER_HEAT_MAP'],
      ...['DIRECTION', 'AMPLITUDE', 'PHASE', 'NOISE_FITTING'],
    ]);
  });

  test('is what did not succeed: a path spectrum of one kind is none of another', () => {
    const list = [m('PATH_SPECTRUM', 'SUCCEEDED', 'PHASE'), m('JACOBIAN_NORM', 'FAILED')];
    expect(kinds(missing(list))).toContain('LINEAR');
    expect(kinds(missing(list))).toContain('JACOBIAN_NORM');
    expect(kinds(missing(list))).not.toContain('PHASE');
  });

  test('says what is underway', () => {
    const running = m('EVALUATION', 'RUNNING');
    expect(missing([running]).find(({ offer }) => offer.kind === 'EVALUATION')?.underway).toBe(running);
  });

  test('can be started as it is, with the defaults of the API', () => {
    for (const { offer } of missing([])) {
      const form = offeredForm(offer, { model: 'm', dataset: 'd', architecture: 'wrn-16-1' });
      expect(offeredInput(form)).not.toBeNull();
    }
  });

  test('of noise fitting are networks of the model’s architecture, where such are trained here', () => {
    const [last] = missing([]).slice(-1);
    expect(last && offeredForm(last.offer, { model: 'm', dataset: 'd', architecture: 'mlp' })).toEqual({
      ...{ method: 'NOISE_FITTING', dataset: 'd', architecture: 'mlp' },
    });
    expect(last && offeredForm(last.offer, { model: 'm', dataset: 'd', architecture: 'resnet-8' })).toEqual({
      ...{ method: 'NOISE_FITTING', dataset: 'd' },
    });
  });

  test('can’t be started without a dataset', () => {
    expect(offeredInput({ method: 'EVALUATION', model: 'm', dataset: '' })).toBeNull();
  });
});
