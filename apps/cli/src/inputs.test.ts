import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DATASETS, FIXTURES, folder, IMAGES, NETWORK, typed } from './testing/passband.ts';

describe('fails with one line and exit code 1:', () => {
  const text = join(folder, 'text.onnx');
  writeFileSync(text, 'not a network');
  test.each<[string, string[], string]>([
    [
      'a dataset that does not fit',
      [join(FIXTURES, 'grey-confident.onnx'), '--dataset', IMAGES, '--pairs', '2'],
      'it takes 1 x 8 x 8, the images are 3 x 10 x 12',
    ],
    [
      'NaN in the weights',
      [join(FIXTURES, 'nan.onnx'), '--dataset', IMAGES, '--pairs', '2'],
      'values that are not finite (NaN)',
    ],
    ['a file that is no network', [text, '--dataset', IMAGES], `${text} is not one, or is cut off`],
    ['a file that is no dataset', [NETWORK, '--dataset', NETWORK], `${NETWORK} is not a dataset`],
    [
      'two datasets in one',
      [NETWORK, '--dataset', join(DATASETS, 'archives/idx-plain.zip')],
      'choose one with --split',
    ],
    [
      'the part that was chosen where it does not fit',
      [
        ...[NETWORK, '--dataset', join(DATASETS, 'archives/idx-plain.zip'), '--split', 'test'],
        ...['--scope', 'between', '--pairs', '1'],
      ],
      'it takes 3 x 10 x 12, the images are 1 x 5 x 4',
    ],
    [
      'a folder that is not there',
      [NETWORK, '--dataset', IMAGES, '--json', '/no/such/a.json'],
      '/no/such is not there',
    ],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr, left } = await typed(['measure', ...args]);
    expect({ code, stdout, left }).toEqual({ code: 1, stdout: '', left: [] });
    expect(stderr).toMatch(/^passband: [^\n]+\n$/);
    expect(stderr).toContain(message);
  });
});
