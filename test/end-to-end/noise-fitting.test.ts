import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readDemo } from '../../packages/demo/src/index.ts';
import { PYTHON, pytorchMissing } from '../bench/python.ts';
import { openPage, startBrowser } from './browser.ts';
import { descendants, type Passband, root, TooLate, until } from './passband.ts';
import { uploadedFile } from './upload.ts';
import { usePassband } from './using-passband.ts';

/** Networks are trained by the started product, its workers killed in the middle, and recorded from a program of PyTorch's. */

interface UserError {
  field: string[] | null;
  message: string;
  code: string;
}
interface Epoch {
  epoch: number;
  trainLoss: number | null;
  cleanLoss: number;
  noisyLoss: number;
  noiseFitting: number;
  waveFitting: number | null;
  cleanAccuracy: number | null;
}
interface Training {
  status: string;
  error: string | null;
  runtime: string;
  frequency: number;
  noise: string;
  warnings: string[];
  imagesEvaluated: number;
  trainSize: number;
  validationSize: number;
  minimum: number | null;
  maximumWaveFitting: number | null;
  epochs: Epoch[];
  trainedModel: {
    id: string;
    name: string;
    sha256: string | null;
    classCount: number | null;
    tags: { key: string; value: string }[];
    metrics: { name: string; value: number }[];
  } | null;
}

const FIELDS = `status error runtime frequency noise warnings imagesEvaluated trainSize validationSize minimum maximumWaveFitting
  epochs { epoch trainLoss cleanLoss noisyLoss noiseFitting waveFitting cleanAccuracy }
  trainedModel { id name sha256 classCount tags { key value } metrics { name value } }`;

let passband: Passband;
let dataset: string;

usePassband(async (started) => {
  ({ passband } = started);
  const upload = await uploadedFile(passband, readDemo().dataset.file);
  const { registerDataset } = await passband.query<{ registerDataset: { dataset: { id: string } } }>(
    'mutation ($input: RegisterDatasetInput!) { registerDataset(input: $input) { dataset { id } userErrors { message } } }',
    { input: { name: 'fashion', upload } },
  );
  dataset = registerDataset.dataset.id;
});

async function started(input: Record<string, unknown>): Promise<string> {
  const { measureNoiseFitting } = await passband.query<{
    measureNoiseFitting: { measurement: { id: string } | null; userErrors: UserError[] };
  }>(
    'mutation ($input: MeasureNoiseFittingInput!) { measureNoiseFitting(input: $input) { measurement { id } userErrors { field message code } } }',
    { input: { dataset, ...input } },
  );
  expect(measureNoiseFitting.userErrors).toEqual([]);
  return measureNoiseFitting.measurement?.id ?? '';
}

async function training(id: string): Promise<Training> {
  const { measurement } = await passband.query<{ measurement: Training }>(
    `query ($id: ID!) { measurement(id: $id) { ... on NoiseFittingMeasurement { ${FIELDS} } } }`,
    { id },
  );
  return measurement;
}

const trained = (id: string): Promise<Training> =>
  until(
    `training ${id} ends`,
    async () => {
      const now = await training(id);
      if (now.status === 'FAILED') throw new TooLate(now.error ?? 'FAILED');
      return now.status === 'SUCCEEDED' ? now : null;
    },
    240_000,
  );

const SMALL = { architecture: 'mlp', epochs: 4, trainSize: 256, validationShare: 0.05, batchSize: 64 };

describe('a training', () => {
  test('whose worker and its process are killed in the middle ends as one that nobody disturbed', async () => {
    // Its epochs take long enough to be struck in.
    const architecture = 'small-cnn';
    const input = { ...SMALL, architecture, frequency: 0.05, augmentation: ['FLIP_CROP'], runtime: 'tfjs/wasm' };
    const disturbed = await started(input);
    for (const [epochs, program] of [
      [1, 'evaluate.js'],
      [2, 'worker/dist/main.js'],
    ] as const) {
      await until(`epoch ${epochs} is done`, async () =>
        (await training(disturbed)).epochs.length >= epochs ? true : null,
      );
      const victim = await until(`${program} runs`, async () =>
        (await descendants(passband.pid)).find(({ command }) => command.includes(program)),
      );
      process.kill(victim.pid, 'SIGKILL');
    }
    const one = await trained(disturbed);
    const other = await trained(await started(input));
    expect(one.epochs).toEqual(other.epochs);
    expect(one.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(one.trainedModel?.sha256).toBe(other.trainedModel?.sha256);
    expect(one).toMatchObject({ runtime: 'tfjs/wasm', trainSize: 256, validationSize: 150, imagesEvaluated: 4 * 406 });
  });

  test('has fittings that are differences of its losses, their minimum and maximum as metrics of the model it made', async () => {
    const { epochs, minimum, maximumWaveFitting, trainedModel } = await trained(
      await started({ ...SMALL, epochs: 2, frequency: 0.03 }),
    );
    for (const epoch of epochs) expect(epoch.noiseFitting).toBeCloseTo(epoch.cleanLoss - epoch.noisyLoss, 12);
    expect(minimum).toBe(Math.min(...epochs.map(({ noiseFitting }) => noiseFitting)));
    expect(maximumWaveFitting).toBe(Math.max(...epochs.map(({ waveFitting }) => waveFitting ?? Number.NaN)));
    expect(trainedModel).toMatchObject({ classCount: 10, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(trainedModel?.tags).toEqual([
      { key: 'architecture', value: 'mlp' },
      { key: 'augmentation', value: 'none' },
      { key: 'trainSize', value: '256' },
      { key: 'epochs', value: '2' },
      { key: 'noise', value: 'radial' },
      { key: 'frequency', value: '0.03' },
      { key: 'amplitude', value: '0.3' },
      { key: 'seed', value: '0' },
    ]);
    const metrics = new Map(trainedModel?.metrics.map(({ name, value }) => [name, value]));
    expect(metrics.get('noiseFitting.minimum')).toBe(minimum);
    expect(metrics.get('waveFitting.maximum')).toBe(maximumWaveFitting);
    const { measurePathSpectrum } = await passband.query<{
      measurePathSpectrum: { measurement: { id: string } | null; userErrors: UserError[] };
    }>(
      'mutation ($input: MeasurePathSpectrumInput!) { measurePathSpectrum(input: $input) { measurement { id } userErrors { message } } }',
      { input: { model: trainedModel?.id, dataset, pairsPerGroup: 3, scopes: ['WITHIN_CLASS'] } },
    );
    expect(measurePathSpectrum.userErrors).toEqual([]);
    const fraction = await until('its path spectrum is measured', async () => {
      const { measurement } = await passband.query<{
        measurement: { status: string; highFrequencyFraction: { mean: number; count: number } | null };
      }>(
        'query ($id: ID!) { measurement(id: $id) { status ... on PathSpectrumMeasurement { highFrequencyFraction(scope: WITHIN_CLASS) { mean count } } } }',
        { id: measurePathSpectrum.measurement?.id },
      );
      return measurement.status === 'SUCCEEDED' ? measurement.highFrequencyFraction : null;
    });
    expect(fraction).toMatchObject({ count: 30 });
  });

  test('ends early where it is told to, and distils from a model that was trained before', async () => {
    const teacher = (await trained(await started({ ...SMALL, epochs: 1, frequency: 0.03 }))).trainedModel?.id;
    const early = await trained(await started({ ...SMALL, frequency: 0.03, teacher, stopAtAccuracy: 0.05 }));
    expect(early.epochs).toHaveLength(1);
    expect(early.trainedModel?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('a sweep is started as one action, with a uniform control a seed, all or none of it', async () => {
  const sweep = (input: Record<string, unknown>) =>
    passband.query<{
      measureNoiseFittingSweep: { measurements: { id: string }[]; warnings: string[]; userErrors: UserError[] };
    }>(
      'mutation ($input: MeasureNoiseFittingSweepInput!) { measureNoiseFittingSweep(input: $input) { measurements { id } warnings userErrors { field message code } } }',
      { input },
    );
  const base = { ...SMALL, dataset, epochs: 1, trainSize: 128, frequency: 9, idempotencyKey: 'sweep' };
  const input = { frequencies: [0.001, 0.1], seeds: [0, 1], base };
  const { measureNoiseFittingSweep: first } = await sweep(input);
  expect(first.userErrors).toEqual([]);
  expect(first.measurements).toHaveLength(6);
  expect(first.warnings).toHaveLength(2);
  for (const warning of first.warnings)
    expect(warning).toMatch(/^at frequency 0\.001 the wave is nearly uniform smoothing/);
  const { measureNoiseFittingSweep: again } = await sweep(input);
  expect(again.measurements).toEqual(first.measurements);
  const all = await Promise.all(first.measurements.map(({ id }) => trained(id)));
  expect(all.map(({ noise, frequency }) => [noise, frequency])).toEqual(
    [0, 1].flatMap(() => [
      ['RADIAL', 0.001],
      ['RADIAL', 0.1],
      ['UNIFORM', 0],
    ]),
  );
  for (const { noise, epochs } of all)
    if (noise === 'UNIFORM') for (const { waveFitting } of epochs) expect(waveFitting).toBeCloseTo(0, 12);
  const count = async () =>
    (await passband.query<{ measurements: { totalCount: number } }>('{ measurements(first: 1) { totalCount } }'))
      .measurements.totalCount;
  const before = await count();
  const other = { ...input, frequencies: [0.2, 0.1], base: { ...base, epochs: 2 } };
  expect((await sweep(other)).measureNoiseFittingSweep).toMatchObject({
    measurements: [],
    userErrors: [{ field: ['input', 'base', 'idempotencyKey'], code: 'CONFLICT' }],
  });
  expect(await count()).toBe(before);
  const { measureNoiseFittingSweep: wrong } = await sweep({ ...input, frequencies: [0.1, -1] });
  expect(wrong).toMatchObject({
    measurements: [],
    userErrors: [
      { field: ['input', 'frequencies'], message: 'frequency must be a number above 0; got -1', code: 'INVALID' },
    ],
  });
});

test.each([
  [{ architecture: 'resnet' }, 'architecture', /^the architecture must be mlp, small-cnn or wrn-D-K/],
  [{ architecture: undefined }, 'architecture', /^architecture must be given where no model is; got none/],
  [{ amplitude: 0.9 }, 'amplitude', /^amplitude must be so small that no label is smoothed by more than 1/],
  [{ teacher: 'model-00000000-0000-7000-8000-000000000000' }, 'teacher', /^teacher must be the id of a model/],
  [{ runtime: 'onnx/cpu' }, 'runtime', /^runtime must be one that evaluates TFJS_LAYERS files/],
  [{ trainSize: 3000 }, 'trainSize', /^trainSize must be a whole number from 1 to 2,850; got 3000/],
])('a training with %o is refused: the field, the rule, the value', async (fields, field, message) => {
  const { measureNoiseFitting } = await passband.query<{
    measureNoiseFitting: { measurement: null; userErrors: UserError[] };
  }>(
    'mutation ($input: MeasureNoiseFittingInput!) { measureNoiseFitting(input: $input) { measurement { id } userErrors { field message code } } }',
    { input: { ...SMALL, dataset, frequency: 0.03, ...fields } },
  );
  expect(measureNoiseFitting.measurement).toBeNull();
  expect(measureNoiseFitting.userErrors[0]).toMatchObject({
    field: ['input', field],
    message: expect.stringMatching(message),
  });
});

test('a sweep is started from the page and watched there until the low frequency is seen to be followed more', async () => {
  const browsing = await startBrowser();
  try {
    const asked = new URLSearchParams({
      ...{ method: 'NOISE_FITTING', dataset, frequencies: '0.03, 1', epochs: '4', trainSize: '500' },
      ...{ architecture: 'mlp', batchSize: '25', seeds: '7', amplitude: '0.25' },
    });
    const { page, complaints } = await openPage(browsing.browser, `${passband.url}/measure?${asked}`);
    await page.getByRole('button', { name: /^Start/ }).click();
    await page.waitForURL(/\/noise-fitting\?/);
    // Curves come while it trains, without reloading.
    await page.getByText('0.03 cycles per unit').first().waitFor();
    await page.getByText('uniform, no wave').first().waitFor({ timeout: 120_000 });
    await until('all of it is trained', async () => ((await unfinished()) === 0 ? true : null), 240_000);
    await page.getByText('wave fitting, maximum').click();
    const followed = await until('the table has both frequencies and the control', async () => {
      const cells = await page.locator('table tbody tr').first().locator('td').allInnerTexts();
      const [low, high] = cells.slice(1, 3).map((text) => Number(text.replace('−', '-').split(' ')[0]));
      return low !== undefined && high !== undefined && Number.isFinite(low + high) ? { low, high } : null;
    });
    expect(followed.low).toBeGreaterThan(followed.high);
    expect(complaints).toEqual([]);
  } finally {
    await browsing.close();
  }
});

async function unfinished(): Promise<number> {
  const { measurements } = await passband.query<{ measurements: { totalCount: number } }>(
    '{ measurements(first: 1, filter: { statuses: [QUEUED, RUNNING] }) { totalCount } }',
  );
  return measurements.totalCount;
}

test('the example for PyTorch records its losses', async (context) => {
  const missing = await pytorchMissing();
  if (missing !== null) {
    console.warn(`the example for PyTorch is not run: ${missing}`);
    return context.skip(missing);
  }
  const { registerModel } = await passband.query<{ registerModel: { model: { id: string } } }>(
    'mutation { registerModel(input: { name: "trained in PyTorch", tags: [] }) { model { id } userErrors { message } } }',
  );
  const example = path.join(root, 'docs', 'examples', 'record_noise_fitting.py');
  const { model } = registerModel;
  await promisify(execFile)(PYTHON, [example, passband.url, model.id, dataset, readDemo().dataset.file]);
  const { measurements } = await passband.query<{
    measurements: { edges: { node: { status: string; noise: string; minimum: number; epochs: Epoch[] } }[] };
  }>(
    'query ($filter: MeasurementFilter) { measurements(filter: $filter) { edges { node { status ... on NoiseFittingMeasurement { noise minimum epochs { epoch noiseFitting } } } } } }',
    { filter: { model: model.id } },
  );
  const [recorded] = measurements.edges;
  expect(recorded?.node).toMatchObject({ status: 'SUCCEEDED', noise: 'RADIAL' });
  expect(recorded?.node.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
  expect(recorded?.node.minimum).toBe(
    Math.min(...(recorded?.node.epochs ?? []).map(({ noiseFitting }) => noiseFitting)),
  );
});
