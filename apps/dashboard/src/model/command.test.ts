import { expect, test } from 'vitest';
import { repeatCommand } from './command.ts';

const model = { output: 'LOGITS', inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: 'NCHW' };
const dataset = { mean: [0.2860405969887955], std: [0.3530242445149223] };
const parameters =
  '{"path":"LINEAR","scopes":["WITHIN_CLASS","BETWEEN_CLASS"],"pairsPerGroup":20,"step":1,"samples":null,"seed":0}';

test('a command names every option that changes a number, defaults too', () => {
  expect(repeatCommand({ method: 'PATH_SPECTRUM', parameters, dataset, model })).toBe(
    'passband measure MODEL --dataset DATA --path linear --scope both --pairs 20 --step 1 --seed 0 --mean 0.286040597 --std 0.353024245 --input-layout nchw --output logits',
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

test('what the network is fed is repeated', () => {
  const fed = { ...model, inputMean: [0.5], inputStd: [0.25], inputScale: 'BYTE', inputLayout: 'NHWC' };
  const command = repeatCommand({ method: 'PATH_SPECTRUM', parameters, dataset, model: fed });
  expect(command).toContain('--input-mean 0.5 --input-std 0.25 --input-scale byte --input-layout nhwc');
});

test('an evaluation is repeated by evaluate, without options of paths', () => {
  const command = repeatCommand({ method: 'EVALUATION', parameters, dataset, model });
  expect(command).toMatch(/^passband evaluate MODEL --dataset DATA --mean/);
  expect(command).not.toContain('--pairs');
});
