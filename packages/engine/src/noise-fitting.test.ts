import { describe, expect, test } from 'vitest';
import { datasetFacts } from './dataset-facts.ts';
import { learningRateAt } from './noise-fitting/learning-rate.ts';
import { splitImages } from './noise-fitting/split.ts';
import { summariseNoiseFitting } from './noise-fitting/summary.ts';
import type { NoiseFittingParameters, NoiseFittingRecord } from './noise-fitting/types.ts';
import { noiseFitting } from './noise-fitting.ts';
import { planMeasurement, runShard } from './run-shard.ts';
import { classifierOf, PLAIN_FEED, randomImages } from './test-images.ts';
import { softmaxRegression } from './test-trainer.ts';
import type { TrainingContext } from './training-context.ts';

const images = randomImages(60);
const facts = datasetFacts(images);
const defaults = {
  architecture: 'mlp',
  frequency: 0.3,
  epochs: 4,
  batchSize: 10,
  learningRate: 0.02,
  validationShare: 0.25,
};

function parametersOf(input: Record<string, unknown> = {}): NoiseFittingParameters {
  const { parameters, problems } = noiseFitting.parseParameters({ ...defaults, ...input }, facts);
  if (!parameters) throw new Error(problems.map(({ message }) => message).join('; '));
  return parameters;
}

/** Files that were kept, by their names. */
function keeping() {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    async keep(bytes: Uint8Array) {
      const name = `${files.size}`.padStart(64, '0');
      files.set(name, bytes);
      return name;
    },
  };
}

function contextFor(more: Partial<TrainingContext> = {}): TrainingContext {
  const signal = new AbortController().signal;
  const rest = { validation: null, teacher: null, checkpoint: null, keep: keeping().keep, signal };
  return { trainer: softmaxRegression(), images, ...rest, ...more };
}

const shardOf = (parameters: NoiseFittingParameters, firstRound = 0, roundCount = parameters.epochs) =>
  ({ method: 'NOISE_FITTING', parameters, firstRound, roundCount }) as const;

const run = (parameters: NoiseFittingParameters, more: Partial<TrainingContext> = {}) =>
  runShard(shardOf(parameters), contextFor(more));

describe('what is measured', () => {
  test('amplitude 0 has noise fitting and wave fitting 0 in every epoch', async () => {
    const { epochs } = await run(parametersOf({ amplitude: 0 }));
    const summary = summariseNoiseFitting(epochs);
    for (const epoch of summary.epochs) {
      expect(Math.abs(epoch.noiseFitting)).toBeLessThan(1e-15);
      expect(Math.abs(epoch.waveFitting!)).toBeLessThan(1e-15);
    }
    expect(epochs.at(-1)!.trainLoss!).toBeLessThan(epochs[0]!.trainLoss!);
  });

  test('uniform noise has wave fitting 0 to rounding, and noise fitting that is not', async () => {
    const { epochs } = await run(parametersOf({ noise: 'UNIFORM', frequency: 0 }));
    const { maximumWaveFitting, minimum } = summariseNoiseFitting(epochs);
    expect(Math.abs(maximumWaveFitting!)).toBeLessThan(1e-12);
    expect(Math.abs(minimum!)).toBeGreaterThan(1e-3);
  });

  test('losses and accuracy do not depend on how many images are validated at a time', async () => {
    const parameters = parametersOf();
    const [one, many] = await Promise.all([1, 1000].map((batchSize) => run(parameters, { batchSize })));
    for (const [k, epoch] of one!.epochs.entries()) {
      expect(epoch.noisyLoss).toBeCloseTo(many!.epochs[k]!.noisyLoss, 12);
      expect(epoch.cleanAccuracy).toBe(many!.epochs[k]!.cleanAccuracy);
    }
  });

  test('the minimum and the maximum are over epochs; nothing comes of nothing', () => {
    const epoch = { trainLoss: null, cleanLoss: 1, noisyLoss: 1.5, uniformLoss: 1.75, cleanAccuracy: null };
    const other = { ...epoch, cleanLoss: 2, uniformLoss: null };
    const third = { ...epoch, noisyLoss: 1.25, uniformLoss: 1.375 };
    const fourth = { ...epoch, noisyLoss: 2.5, uniformLoss: 2 };
    expect(summariseNoiseFitting([epoch, other, third])).toMatchObject({ minimum: -0.5, maximumWaveFitting: 0.25 });
    expect(summariseNoiseFitting([other, fourth])).toMatchObject({ minimum: -1.5, maximumWaveFitting: -0.5 });
    expect(summariseNoiseFitting([])).toEqual({ epochs: [], minimum: null, maximumWaveFitting: null });
  });
});

describe('epochs', () => {
  const parameters = parametersOf({ augmentation: ['MIXUP', 'FLIP_CROP', 'CUTOUT', 'NOISE_F'], augmentationNorm: 0.5 });

  test('in shards, each from the checkpoint of the one before, are those of one uninterrupted shard', async () => {
    const { files, keep } = keeping();
    const whole = await run(parameters, { keep });
    const network = files.get(whole.network!);
    let checkpoint: Uint8Array | null = null;
    const epochs = [];
    for (const [firstRound, roundCount] of [
      [0, 1],
      [1, 2],
      [3, 1],
    ] as const) {
      const record: NoiseFittingRecord = await runShard(
        shardOf(parameters, firstRound, roundCount),
        contextFor({ keep, checkpoint }),
      );
      epochs.push(...record.epochs);
      checkpoint = files.get(record.checkpoint ?? record.network!)!;
    }
    expect(epochs).toEqual(whole.epochs);
    expect(checkpoint).toEqual(network);
  });

  test('an abandoned shard that is done again gives the same record', async () => {
    const abort = new AbortController();
    const reason = new Error('stopped');
    const trainer = softmaxRegression();
    const onProgress = (done: number) => done >= 70 && abort.abort(reason);
    const stopped = run(parameters, { trainer, signal: abort.signal, onProgress });
    await expect(stopped).rejects.toBe(reason);
    // Within a batch: no step was taken after the abort.
    expect(trainer.networks[0]!.learningRates.length).toBe(6);
    expect(trainer.networks[0]!.isClosed).toBe(true);
    expect(await run(parameters, { trainer })).toEqual(await run(parameters));
  });

  test('take every image of the training set once, in another order each, the last short batch too, and no other image', async () => {
    const plain = parametersOf({ trainSize: 43, epochs: 3 });
    const trainer = softmaxRegression();
    await run(plain, { trainer });
    const split = splitImages(plain, images);
    const key = (image: ArrayLike<number>) => Array.from(image, (value) => value.toFixed(3)).join();
    const normalised = async (index: number) =>
      Array.from(await images.read(index), (pixel, k) => (pixel / 255 - images.mean[k % 2]!) / images.std[k % 2]!);
    const wanted = await Promise.all(split.training.map(async (index) => key(await normalised(index))));
    const trained = trainer.networks[0]!.batches.flatMap((batch) =>
      Array.from({ length: batch.images.length / 40 }, (_, k) => key(batch.images.subarray(k * 40, (k + 1) * 40))),
    );
    expect(trained.length).toBe(3 * 43);
    const epochs = [0, 1, 2].map((epoch) => trained.slice(43 * epoch, 43 * (epoch + 1)));
    for (const epoch of epochs) expect([...epoch].sort()).toEqual([...wanted].sort());
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect(trainer.networks[0]!.batches.slice(0, 5).map(({ images: one }) => one.length / 40)).toEqual([
      10, 10, 10, 10, 3,
    ]);
    expect(new Set([...split.training, ...split.validation]).size).toBe(43 + 15);
  });

  test('have a learning rate that falls by a cosine over all steps, whatever shards they are in', async () => {
    const trainer = softmaxRegression();
    const plain = parametersOf({ epochs: 3 });
    await run(plain, { trainer });
    const rates = trainer.networks[0]!.learningRates;
    const steps = 3 * 5;
    expect(rates.length).toBe(steps);
    rates.forEach((rate, t) => {
      expect(rate).toBeCloseTo(0.01 * (1 + Math.cos((Math.PI * t) / steps)), 12);
    });
    expect(learningRateAt(plain, 0, 0)).toBe(0.02);
  });

  test('count every image that is trained on and validated, as planned', async () => {
    const seen: number[] = [];
    await run(parameters, { onProgress: (done) => seen.push(done) });
    const plan = await planMeasurement('NOISE_FITTING', parameters, images);
    expect(plan).toEqual({ rounds: 4, imagesTotal: 4 * 60, exact: true });
    expect(seen.at(-1)).toBe(plan.imagesTotal);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  test.each([
    ['accuracy', { stopAtAccuracy: 0.01 }],
    ['loss', { stopAtLoss: 50 }],
  ])('end after the first that meets the stop rule of %s, with the network', async (_, stop) => {
    const record = await run(parametersOf({ ...stop, epochs: 30 }));
    expect(record.epochs.length).toBe(1);
    expect(record.network).not.toBeNull();
    expect(record.checkpoint).toBeNull();
  });

  test('whose loss is not finite are refused with learning rate and epoch', async () => {
    const wild = run(parametersOf({ learningRate: 1e300, weightDecay: 1e10 }));
    await expect(wild).rejects.toThrow(/must stay finite; it is .* in epoch \d at learning rate .*choose a smaller/);
  });
});

describe('a shard is refused', () => {
  const parameters = parametersOf();

  test('of a later epoch without a checkpoint, and of the first with one', async () => {
    const later = runShard(shardOf(parameters, 1, 1), contextFor());
    await expect(later).rejects.toThrow('epoch 0 starts without a checkpoint, every other from one; epoch 1 has none');
    const first = runShard(shardOf(parameters, 0, 1), contextFor({ checkpoint: new Uint8Array(8) }));
    await expect(first).rejects.toThrow('epoch 0 has one');
  });

  test('whose checkpoint cannot be restored, and the network is closed', async () => {
    const trainer = softmaxRegression();
    const checkpoint = new Uint8Array(7);
    const shard = runShard(shardOf(parameters, 1, 1), contextFor({ trainer, checkpoint }));
    await expect(shard).rejects.toThrow('multiple of 8');
    expect(trainer.networks[0]!.isClosed).toBe(true);
  });

  test('without the teacher that the parameters name, or with one that they do not', async () => {
    const teacher = { classifier: classifierOf(3, () => [1, 0, 0]), feed: PLAIN_FEED };
    await expect(run(parametersOf({ teacher: 'model-1' }))).rejects.toThrow(
      'the teacher must be there where the parameters name it; they name model-1',
    );
    await expect(run(parameters, { teacher })).rejects.toThrow('they name none');
  });

  test('whose wave would smooth a label by more than 1', async () => {
    await expect(run(parametersOf({ frequency: 1, amplitude: 0.9 }))).rejects.toThrow(
      'amplitude must be so small that no label is smoothed by more than 1',
    );
  });
});

test('the network is started with what the parameters say, and closed at the end', async () => {
  const started: unknown[] = [];
  const trainer = softmaxRegression();
  const start = trainer.start.bind(trainer);
  trainer.start = (options) => {
    started.push(options);
    return start(options);
  };
  await run(parametersOf({ seed: 4, weightDecay: 0.25, epochs: 1 }), { trainer });
  expect(started).toEqual([{ architecture: 'mlp', imageShape: [4, 5, 2], classCount: 3, seed: 4, weightDecay: 0.25 }]);
  expect(trainer.networks[0]!.isClosed).toBe(true);
});

test('the loss of training is the mean over images, the short batch weighing less', async () => {
  const trainer = softmaxRegression();
  const start = trainer.start.bind(trainer);
  trainer.start = async (options) => {
    const network = await start(options);
    let steps = 0;
    network.step = async () => ++steps;
    return network;
  };
  const { epochs } = await run(parametersOf({ trainSize: 23, epochs: 1 }), { trainer });
  expect(epochs[0]!.trainLoss).toBeCloseTo((10 * 1 + 10 * 2 + 3 * 3) / 23, 12);
});

describe('labels that are trained on', () => {
  test('sum to 1 with every augmentation and a teacher, which sees the images as the network does', async () => {
    const fed: number[][] = [];
    const classifier = classifierOf(3, (image) => {
      fed.push([...image]);
      return [0.5, 0.25, 0.25];
    });
    const trainer = softmaxRegression();
    const parameters = parametersOf({
      ...{ augmentation: ['MIXUP', 'NOISE_F', 'NOISE_INVERSE_F'], augmentationNorm: 0.5, teacher: 'model-1' },
      ...{ epochs: 1, batchSize: 45, amplitude: 0.2 },
    });
    await run(parameters, { trainer, teacher: { classifier, feed: PLAIN_FEED } });
    const [batch] = trainer.networks[0]!.batches;
    expect(fed.flat().every((value, k) => Math.abs(value - batch!.images[k]!) < 1e-6)).toBe(true);
    for (let k = 0; k < 45; k++) {
      const row = batch!.targets.subarray(3 * k, 3 * k + 3);
      expect(row[0]! + row[1]! + row[2]!).toBeCloseTo(1, 6);
      expect(row[0]).toBeGreaterThanOrEqual(0.25);
    }
  });

  test('of teacher weight 1 are the teacher’s, fed as it wants its images', async () => {
    const feed = { inputMean: [3, 5], inputStd: [40, 70], inputScale: 'BYTE' as const, inputLayout: null };
    const fed: number[][] = [];
    const classifier = classifierOf(
      3,
      (image) => {
        fed.push([...image]);
        return [0.125, 0.5, 0.375];
      },
      'NCHW',
    );
    const trainer = softmaxRegression();
    const parameters = parametersOf({ teacher: 'model-1', teacherWeight: 1, epochs: 1, trainSize: 1 });
    await run(parameters, { trainer, teacher: { classifier, feed } });
    expect([...trainer.networks[0]!.batches[0]!.targets]).toEqual([0.125, 0.5, 0.375]);
    const pixels = await images.read(splitImages(parameters, images).training[0]!);
    fed[0]!.forEach((value, at) => {
      const [channel, pixel] = [Math.floor(at / 20), at % 20];
      const expected = (pixels[2 * pixel + channel]! - feed.inputMean[channel]!) / feed.inputStd[channel]!;
      expect(Math.abs(value - expected)).toBeLessThan(1e-4);
    });
  });

  test('come from a teacher of the same classes', async () => {
    const classifier = classifierOf(4, () => [1, 0, 0, 0]);
    const taught = run(parametersOf({ teacher: 'model-1' }), { teacher: { classifier, feed: PLAIN_FEED } });
    await expect(taught).rejects.toThrow('the teacher must give the classes of the dataset, 3; it gives 4');
  });
});

describe('another validation dataset', () => {
  const other = randomImages(20, { seed: 'others' });

  test('leaves all of this one to be trained on', async () => {
    const parameters = parametersOf({ validationDataset: 'dataset-2' });
    expect(parameters.trainSize).toBe(60);
    const plan = await planMeasurement('NOISE_FITTING', parameters, images, other);
    expect(plan).toEqual({ rounds: 4, imagesTotal: 4 * 80, exact: true });
    expect((await planMeasurement('NOISE_FITTING', parameters, images)).exact).toBe(false);
  });

  test('is validated with whole, its images normalised as those that are trained on', async () => {
    const fed: number[] = [];
    const trainer = softmaxRegression();
    const start = trainer.start.bind(trainer);
    trainer.start = async (options) => {
      const network = await start(options);
      network.scores = async (batch, count) => {
        fed.push(...batch);
        return new Float32Array(3 * count);
      };
      return network;
    };
    const validation = { ...other, mean: [0, 0], std: [1, 1] };
    await run(parametersOf({ validationDataset: 'dataset-2', epochs: 1 }), { trainer, validation });
    const pixels = await Promise.all(Array.from({ length: 20 }, (_, k) => other.read(k)));
    const normalised = pixels.flatMap((image) =>
      Array.from(image, (pixel, k) => (pixel / 255 - images.mean[k % 2]!) / images.std[k % 2]!),
    );
    expect(fed).toHaveLength(normalised.length);
    fed.forEach((value, k) => {
      expect(value).toBeCloseTo(normalised[k]!, 5);
    });
  });

  test('must have the same shape and as many classes', async () => {
    const parameters = parametersOf({ validationDataset: 'dataset-2' });
    const wide = randomImages(3, { imageShape: [4, 6, 2] });
    await expect(run(parameters, { validation: wide })).rejects.toThrow('width and channels, 4 x 5 x 2; got 4 x 6 x 2');
    const fewer = randomImages(3, { classCount: 2 });
    await expect(run(parameters, { validation: fewer })).rejects.toThrow("must have the dataset's 3 classes; got 2");
    await expect(run(parameters)).rejects.toThrow('the validation dataset must be there');
  });
});
