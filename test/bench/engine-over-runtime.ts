import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDataset } from '@passband/datasets';
import { datasetFacts, type ImageSource, parsePathSpectrumParameters, runShard, type Shard } from '@passband/engine';
import { onnxRuntimes } from '@passband/runtime-onnx';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Bench, median } from './row.ts';

const DEMO = fileURLToPath(new URL('../../packages/demo/data/', import.meta.url));
const NETWORK = join(DEMO, 'networks/baseline-seed-0.onnx');
const IMAGES = join(DEMO, 'fashion-mnist-sample.npz');
const BATCH = 64;
const ROUNDS_A_TURN = 3;
const TURNS = 31;
const SETTLE_MS = 100;
const WARM_UP_BATCHES = 8;

/**
 * A measurement's images per second ÷ the runtime's own on ready-made batches of the same size: what reading images, making
 * samples, softmax and spectra cost. The sides take turns; the median of the turns' ratios is less noisy than that of sums.
 */
export const engineOverRuntimeSmall: Bench = async () => {
  const workFolder = await mkdtemp(join(tmpdir(), 'passband-bench-'));
  const images = await openDataset(IMAGES, { workFolder });
  try {
    const measurement = await measurementSide(images);
    const runtime = await runtimeSide(images);
    const imagesOfTurn = await measurement.run(0);
    const turns: { measured: number; alone: number }[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      const before = await rate(runtime, imagesOfTurn);
      const measured = await rate(measurement, turn * ROUNDS_A_TURN);
      const after = await rate(runtime, imagesOfTurn);
      turns.push({ measured, alone: (before + after) / 2 });
    }
    const value = median(turns.map(({ measured, alone }) => measured / alone));
    return [
      {
        name: 'engine-over-runtime-small',
        value,
        unit: 'ratio',
        goal: '>= 0.95',
        holds: value >= 0.95,
        limit: 1,
        measurementImagesPerSecond: Math.round(median(turns.map(({ measured }) => measured))),
        runtimeImagesPerSecond: Math.round(median(turns.map(({ alone }) => alone))),
      },
    ];
  } finally {
    await images.close();
    await rm(workFolder, { recursive: true, force: true });
  }
};

/** One of the two that are compared. `run` gives the number of images that it evaluated. */
interface Side {
  warmUp(): Promise<unknown>;
  run(amount: number): Promise<number>;
}

/** Runs some rounds of the demo's measurement, from the given one. */
async function measurementSide(images: ImageSource): Promise<Side> {
  const feed = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;
  const { imageShape } = images;
  const classifier = await onnxRuntimes.open(NETWORK, { runtime: 'onnx/cpu', feed, output: null, imageShape });
  const { parameters } = parsePathSpectrumParameters({ pairsPerGroup: 200 }, datasetFacts(images));
  if (!parameters) throw new Error('the demo has too few images');
  const batch = new Float32Array(BATCH * imageShape[0] * imageShape[1] * imageShape[2]);
  return {
    warmUp: () => repeat(WARM_UP_BATCHES, () => classifier.evaluate(batch, BATCH)),
    async run(firstRound) {
      const shard: Shard<'PATH_SPECTRUM'> = {
        ...{ method: 'PATH_SPECTRUM', parameters, firstRound, roundCount: ROUNDS_A_TURN },
      };
      const { signal } = new AbortController();
      const paths = await runShard(shard, { classifier, images, feed, signal, batchSize: BATCH });
      return paths.reduce((sum, { samples }) => sum + samples, 0);
    },
  };
}

/** Evaluates ready-made batches of at least the given number of images, and does nothing else. */
async function runtimeSide(images: ImageSource): Promise<Side> {
  const session = await InferenceSession.create(NETWORK, {
    executionProviders: ['cpu'],
    intraOpNumThreads: availableParallelism(),
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
  });
  const [height, width, channels] = images.imageShape;
  const values = Float32Array.from({ length: BATCH * height * width * channels }, (_, k) => Math.sin(k));
  const batch = new Tensor('float32', values, [BATCH, channels, height, width]);
  const input = session.inputNames[0] ?? '';
  const evaluate = () => session.run({ [input]: batch });
  return {
    warmUp: () => repeat(WARM_UP_BATCHES, evaluate),
    async run(count) {
      const runs = Math.ceil(count / BATCH);
      await repeat(runs, evaluate);
      return runs * BATCH;
    },
  };
}

/** Images per second, once the other side's threads have gone to sleep: they spin for a while and take a core. */
async function rate(side: Side, amount: number): Promise<number> {
  await wait(SETTLE_MS);
  await side.warmUp();
  const started = performance.now();
  const images = await side.run(amount);
  return (images / (performance.now() - started)) * 1000;
}

async function repeat(times: number, run: () => Promise<unknown>): Promise<void> {
  for (let k = 0; k < times; k++) await run();
}
