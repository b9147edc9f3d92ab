import { expect, test } from 'vitest';
import { repeatCommand } from './command.ts';

const model = { output: 'LOGITS', inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: 'NCHW' };
const dataset = { mean: [0.2860405969887955], std: [0.3530242445149223] };
const parameters =
  '{"path":"LINEAR","scopes":["WITHIN_CLASS","BETWEEN_CLASS"],"pairsPerGroup":20,"step":1,"samples":null,"seed":0}';

test('a command names every option that changes a number, defaults too', () => {
  expect(repeatCommand({ method: 'PATH_SPECTRUM', parameters, dataset, model })).toBe(
    'npx passband measure MODEL --dataset DATA --path linear --scope both --pairs 20 --step 1 --seed 0 --mean 0.286040597 --std 0.353024245 --input-layout nchw --output logits',
  );
});

test('a fixed number of samples, one scope and some classes are repeated', () => {
  const command = repeatCommand({
    method: 'PATH_SPECTRUM',
    parameters: '{"scopes":["WITHIN_CLASS"],"samples":64,"classes":[0,3],"classPairs":5,"seed":7}',
    dataset,
    model,
  });
  expect(command).toContain('--scope within');
  expect(command).toContain('--samples 64');
  expect(command).not.toContain('--step');
  expect(command).toContain('--classes 0,3 --class-pairs 5');
});

test('other kinds of path are repeated with what they have of their own', () => {
  const repeated = (parameters: string) => repeatCommand({ method: 'PATH_SPECTRUM', parameters, dataset, model });
  expect(repeated('{"path":"PHASE","scopes":["WITHIN_CLASS"],"samples":100,"step":null,"window":0.2}')).toContain(
    '--path phase --scope within --window 0.2 --samples 100',
  );
  const directions = '[{"kind":"FOURIER","i":14,"j":15},{"kind":"COMPOSITE_INVERSE_F","i":null,"j":null}]';
  expect(
    repeated(`{"path":"DIRECTION","scopes":["WITHIN_CLASS"],"step":1,"samples":64,"directions":${directions}}`),
  ).toContain('--direction fourier:14,15 --direction composite-inverse-f --step 1 --samples 64');
  expect(repeated('{"path":"LINEAR","pairsPerGroup":100,"step":1,"precision":0.01,"seed":0}')).toContain(
    '--pairs 100 --step 1 --precision 0.01 --seed 0',
  );
});

test('a Jacobian norm and a heat map are repeated by their own commands', () => {
  const repeated = (method: string, parameters: string) => repeatCommand({ method, parameters, dataset, model });
  expect(repeated('JACOBIAN_NORM', '{"images":1000,"directions":16,"difference":0.01,"seed":3}')).toMatch(
    /^npx passband jacobian MODEL --dataset DATA --images 1000 --directions 16 --difference 0.01 --seed 3 --mean/,
  );
  expect(repeated('FOURIER_HEAT_MAP', '{"images":500,"norm":4,"maximumImageFrequency":3,"seed":0}')).toMatch(
    /^npx passband heat-map MODEL --dataset DATA --images 500 --norm 4 --maximum-image-frequency 3 --seed 0 --mean/,
  );
});

test('what the network is fed is repeated', () => {
  const fed = { ...model, inputMean: [0.5], inputStd: [0.25], inputScale: 'BYTE', inputLayout: 'NHWC' };
  const command = repeatCommand({ method: 'PATH_SPECTRUM', parameters, dataset, model: fed });
  expect(command).toContain('--input-mean 0.5 --input-std 0.25 --input-scale byte --input-layout nhwc');
});

test('an evaluation is repeated by evaluate, without options of paths', () => {
  const command = repeatCommand({ method: 'EVALUATION', parameters, dataset, model });
  expect(command).toMatch(/^npx passband evaluate MODEL --dataset DATA --mean/);
  expect(command).not.toContain('--pairs');
});

test('noise fitting has no command', () => {
  const dataset = { mean: null, std: null };
  const model = { output: null, inputMean: null, inputStd: null, inputScale: null, inputLayout: null };
  expect(repeatCommand({ method: 'NOISE_FITTING', parameters: '{}', dataset, model })).toBeNull();
});
