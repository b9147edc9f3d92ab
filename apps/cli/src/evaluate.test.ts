import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DATASETS, FIXTURES, folder, GOLDEN, IMAGES, NETWORK, passband } from './testing/passband.ts';

test('passband evaluate gives accuracy with bounds, loss and classes', async () => {
  const json = join(folder, 'evaluation.json');
  const { code, stdout } = await passband(['evaluate', NETWORK, '--dataset', IMAGES, '--json', json]);
  expect(code).toBe(0);
  expect(stdout).toContain('0.2500');
  const [golden] = JSON.parse(readFileSync(GOLDEN, 'utf8'));
  const result = JSON.parse(readFileSync(json, 'utf8'));
  expect(result).toMatchObject({ method: 'evaluation', imagesEvaluated: 24, accuracy: { value: golden.accuracy } });
  expect(result.loss).toBeCloseTo(golden.loss, 5);
  expect(result.byClass).toHaveLength(3);
});

test('--resize and --crop bring a folder of images to the size the network takes', async () => {
  const json = join(folder, 'cropped.json');
  const network = join(FIXTURES, 'grey-confident.onnx');
  const sizes = ['--resize', '9', '--crop', '8'];
  const args = ['evaluate', network, '--dataset', join(DATASETS, 'images/grey'), ...sizes, '--json', json];
  expect(await passband(args)).toMatchObject({ code: 0, left: [] });
  expect(JSON.parse(readFileSync(json, 'utf8')).dataset).toMatchObject({ imageCount: 2, imageShape: [8, 8, 1] });
});
