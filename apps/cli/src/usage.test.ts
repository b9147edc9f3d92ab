import { describeRuntimes } from '@passband/engine';
import { describe, expect, test } from 'vitest';
import { ADAPTERS } from './adapters.ts';
import { IMAGES, NETWORK, typed } from './testing/passband.ts';

describe('is wrong usage, exit code 2:', () => {
  test.each<[string[], string]>([
    [['measure', NETWORK], "required option '--dataset <data>' not specified"],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--path', 'spiral'],
      'Allowed choices are linear, amplitude, phase, direction.',
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--path', 'phase', '--step', '2'],
      '--step needs --path linear or direction: phase paths have no length; got 2',
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--path', 'amplitude', '--cutoff-unit', 'cycles-per-distance'],
      '--cutoff-unit must be share-of-bins: amplitude paths have no length; got cycles-per-distance',
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--path', 'direction', '--direction', 'fourier:1'],
      'It must be fourier:I,J, random, composite-f or composite-inverse-f.',
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--precision', '-1'],
      "argument '-1' is invalid. It must be a number above 0.",
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--pairs', '0'],
      "argument '0' is invalid. It must be a whole number from 1.",
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--seed', '3000000000'],
      "argument '3000000000' is invalid. It must be a whole number from 0 to 2,147,483,647.",
    ],
    [['measure', NETWORK, '--dataset', IMAGES, '--step', 'x'], "argument 'x' is invalid. It must be a number."],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--step', '1', '--samples', '9'],
      '--step and --samples exclude each other for --path linear; got 1 and 9',
    ],
    [
      ['measure', NETWORK, '--dataset', IMAGES, '--cutoff', '2'],
      '--cutoff must be from 0 to 1 as a share of bins; got 2',
    ],
    [['dance'], "unknown command 'dance'"],
  ])('%j', async (args, message) => {
    const { code, stderr } = await typed(args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('is wrong usage that the files show, exit code 2:', () => {
  test.each<[string, string]>([
    ['--split test', '--split chooses between the train and test parts of a source'],
    ['--resize 20', '--resize is for folders of image files'],
    ['--mean 0.1,0.2', '--mean must have 3 values, one a channel; got 2'],
    ['--std 0,1,1', '--std of channel 0 must be finite and above 0; got 0'],
    ['--input-mean 0.1', '--input-mean must have 3 values, one a channel; got 1'],
    ['--input-std 0,1,1', '--input-std must be above 0 and finite; got 0'],
    ['--runtime abacus', '--runtime must be auto or one of onnx/cuda, onnx/webgpu, onnx/cpu; got abacus'],
  ])('%s', async (options, message) => {
    const { code, stderr } = await typed(['measure', NETWORK, '--dataset', IMAGES, ...options.split(' ')]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^passband: [^\n]+\n$/) });
    expect(stderr).toContain(`passband: ${message}`);
  });
});

// A machine with every GPU and library lacks none.
const lacking = (await describeRuntimes(ADAPTERS)).find(
  ({ name, available }) => name.startsWith('onnx/') && !available,
);
test.skipIf(!lacking)(
  'a runtime that is known but not available here is refused with its reason, exit code 1',
  async () => {
    const name = lacking?.name ?? '';
    const { code, stderr } = await typed(['measure', NETWORK, '--dataset', IMAGES, '--runtime', name]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `passband: runtime ${name} is not available: ${lacking?.reason}\n`,
    });
  },
);

/** Options that fit no dataset, or not this one: refused before anything is measured, in the words that were typed. */
describe('is wrong usage that the engine finds, exit code 2:', () => {
  test.each<[string, string]>([
    ['--pairs 29', '--pairs: class 0 has 28 pairs of images; 29 were asked for'],
    ['--path direction --pairs 9', '--pairs: class 0 has 8 images; 9 were asked for'],
    ['--classes 0,7', '--classes must be indices from 0 to 2; got 7'],
    ['--classes 0,0', '--classes must differ; got 0 twice'],
    ['--class-pairs 99', '--class-pairs must be a whole number from 1 to 3; got 99'],
    ['--class-pairs 3 --scope within', '--class-pairs needs --scope between or both; got 3'],
    ['--classes 1 --scope between', '--scope may hold between only where two classes or more have images; got 1'],
    ['--path phase --window 0.9', '--window must be a number above 0 and at most 0.5; got 0.9'],
    ['--window 0.3', '--window needs --path amplitude or phase; got 0.3 with --path linear'],
    ['--path direction --window 0.3', '--window needs --path amplitude or phase; got 0.3 with --path direction'],
    ['--direction random', '--direction must go with --path direction; got linear'],
    ['--path direction --precision 0.1', '--precision must be left out for direction; got 0.1'],
    ['--path direction --scope between', '--scope must have within for direction; got between'],
    ['--path direction --direction fourier:10,0', 'I of --direction must be a whole number from 0 to 9; got 10'],
    [
      '--path direction --direction composite-f --direction composite-f',
      '--direction must differ; got composite-f twice',
    ],
    [
      '--cutoff-unit cycles-per-distance --cutoff 0.6',
      '--cutoff must be at most 0.5 cycles per distance, where the frequencies of --step 1 end; got 0.6',
    ],
  ])('%s', async (options, message) => {
    const { code, stdout, stderr } = await typed(['measure', NETWORK, '--dataset', IMAGES, ...options.split(' ')]);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `passband: ${message}\n` });
  });

  test.each<[string, string, string]>([
    ['jacobian', '--images 25', '--images must be at most 24, as many as the dataset has; got 25'],
    ['heat-map', '--images 25', '--images must be at most 24, as many as the dataset has; got 25'],
    ['jacobian', '--images 1000', '--images must be at most 24, as many as the dataset has; got 1,000'],
    ['heat-map', '--images 1000', '--images must be at most 24, as many as the dataset has; got 1,000'],
    ['jacobian', '--difference 1e-9', '--difference must be a number from 0.0001, since images are float32; got 1e-9'],
    ['jacobian', '--directions 10001', '--directions must be a whole number from 1 to 10,000; got 10001'],
  ])('%s %s', async (command, options, message) => {
    const { code, stderr } = await typed([command, NETWORK, '--dataset', IMAGES, ...options.split(' ')]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `passband: ${message}\n` });
  });
});
