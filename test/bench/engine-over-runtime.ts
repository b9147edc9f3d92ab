import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openDataset } from '@passband/datasets';
import {
  datasetFacts,
  type ImageSource,
  type PathSpectrumInput,
  parsePathSpectrumParameters,
  runShard,
  type Shard,
} from '@passband/engine';
import { onnxRuntimes } from '@passband/runtime-onnx';
import { DEMO, FEED } from './demo.ts';
import { median } from './median.ts';
import { writeRandomImages } from './random-images.ts';
import { resnet18 } from './resnet.ts';
import { type Bench, type Row, ratioRow, rounded } from './row.ts';
import { readyMadeBatches } from './runtime-alone.ts';
import type { Side } from './side.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const SETTLE_MS = 100;

/** What is measured, and in how many turns. */
interface Subject {
  name: string;
  network: string;
  dataset: string;
  parameters: PathSpectrumInput;
  batchSize: number;
  roundsATurn: number;
  turns: number;
  warmUpBatches: number;
}

export const engineOverRuntimeSmall: Bench = {
  rows: ['engine-over-runtime-small'],
  run: () =>
    inTemporaryFolder((workFolder) =>
      engineOverRuntime(workFolder, {
        ...{ name: 'engine-over-runtime-small', ...DEMO, parameters: { pairsPerGroup: 200 } },
        ...{ batchSize: 64, roundsATurn: 3, turns: 31, warmUpBatches: 8 },
      }),
    ),
};

/** A round is two paths of 64 samples. */
export const engineOverRuntimeResnet: Bench = {
  rows: ['engine-over-runtime-resnet'],
  run: () =>
    inTemporaryFolder(async (workFolder) => {
      const network = join(workFolder, 'resnet-18.onnx');
      await writeFile(network, resnet18());
      await writeRandomImages(workFolder, { count: 40, shape: [224, 224, 3], classes: 2 });
      return engineOverRuntime(workFolder, {
        ...{ name: 'engine-over-runtime-resnet', network, dataset: workFolder, batchSize: 32 },
        ...{ parameters: { scopes: ['WITHIN_CLASS'], samples: 64 }, roundsATurn: 1, turns: 7, warmUpBatches: 1 },
      });
    }),
};

/**
 * A measurement's images per second ÷ the runtime's own on ready-made batches of the same size: what reading images, making
 * samples, softmax and spectra cost. The sides take turns; the median of the turns' ratios is less noisy than that of sums.
 */
async function engineOverRuntime(workFolder: string, subject: Subject): Promise<Row[]> {
  const images = await openDataset(subject.dataset, { workFolder });
  try {
    const measurement = await measurementSide(images, subject);
    const runtime = await readyMadeBatches(subject.network, images.imageShape, subject.batchSize);
    const imagesOfTurn = await measurement.run(0);
    const turns: { measured: number; alone: number }[] = [];
    let before = await rate(runtime, imagesOfTurn, subject);
    for (let turn = 0; turn < subject.turns; turn++) {
      const measured = await rate(measurement, turn * subject.roundsATurn, subject);
      const after = await rate(runtime, imagesOfTurn, subject);
      turns.push({ measured, alone: (before + after) / 2 });
      before = after;
    }
    const value = median(turns.map(({ measured, alone }) => measured / alone));
    return [
      {
        ...ratioRow({ name: subject.name, atLeast: 0.95 }, value),
        limit: 1,
        cores: availableParallelism(),
        measurementImagesPerSecond: rounded(median(turns.map(({ measured }) => measured))),
        runtimeImagesPerSecond: rounded(median(turns.map(({ alone }) => alone))),
      },
    ];
  } finally {
    await images.close();
  }
}

/** Runs some rounds of a measurement, from the given one. */
async function measurementSide(images: ImageSource, subject: Subject): Promise<Side> {
  const { batchSize } = subject;
  const { imageShape } = images;
  const classifier = await onnxRuntimes.open(subject.network, {
    ...{ runtime: 'onnx/cpu', feed: FEED, output: null, imageShape },
  });
  const { parameters, problems } = parsePathSpectrumParameters(subject.parameters, datasetFacts(images));
  if (!parameters) throw new Error(problems.map(({ message }) => message).join('; '));
  const batch = new Float32Array(batchSize * imageShape[0] * imageShape[1] * imageShape[2]);
  return {
    warmUp: () => classifier.evaluate(batch, batchSize),
    async run(firstRound) {
      const shard: Shard<'PATH_SPECTRUM'> = {
        ...{ method: 'PATH_SPECTRUM', parameters, firstRound, roundCount: subject.roundsATurn },
      };
      const { signal } = new AbortController();
      const paths = await runShard(shard, { classifier, images, feed: FEED, signal, batchSize });
      return paths.reduce((sum, { samples }) => sum + samples, 0);
    },
  };
}

/** Images per second, once the other side's threads have gone to sleep: they spin for a while and take a core. */
async function rate(side: Side, amount: number, { warmUpBatches }: Subject): Promise<number> {
  await wait(SETTLE_MS);
  for (let k = 0; k < warmUpBatches; k++) await side.warmUp();
  const started = performance.now();
  const images = await side.run(amount);
  return (images / (performance.now() - started)) * 1000;
}
