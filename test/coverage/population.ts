import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDataset } from '@passband/datasets';
import {
  datasetFacts,
  groupsOf,
  type ImageSource,
  openClassifier,
  type PathScope,
  parsePathSpectrumParameters,
  runShard,
} from '@passband/engine';
import { onnxRuntimes } from '@passband/runtime-onnx';
import { highFrequencyFraction } from '@passband/spectrum';

const DEMO = fileURLToPath(new URL('../../packages/demo/data/', import.meta.url));
export const NETWORK = 'networks/baseline-seed-0.onnx';
export const DATASET = 'fashion-mnist-sample.npz';
const CUTOFF = 0.1;
const ROUNDS_HELD = 20;

/** Rounds of the demo whose paths are stored: 20,000 paths within a class, 18,000 between classes. */
export const ROUNDS: Readonly<Record<PathScope, number>> = { WITHIN_CLASS: 2000, BETWEEN_CLASS: 400 };

/** The high-frequency fractions of stored paths (PERIODOGRAM, 0.1 SHARE_OF_BINS), a list a group. */
export type Population = readonly Float32Array[];

/** Reads the stored fractions: little-endian float32, group after group, each group's in the order drawn. */
export async function readPopulation(scope: PathScope): Promise<Population> {
  const bytes = await readFile(fileOf(scope));
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const rounds = ROUNDS[scope];
  return Array.from({ length: values.length / rounds }, (_, group) =>
    values.subarray(group * rounds, (group + 1) * rounds),
  );
}

/** Measures the demo's network and stores what `readPopulation` reads. */
export async function writePopulation(scope: PathScope): Promise<void> {
  const workFolder = await mkdtemp(join(tmpdir(), 'passband-coverage-'));
  const images = await openDataset(join(DEMO, DATASET), { workFolder });
  try {
    const population = await measurePopulation(scope, images);
    await writeFile(fileOf(scope), Buffer.concat(population.map(({ buffer }) => Buffer.from(buffer))));
  } finally {
    await images.close();
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function measurePopulation(scope: PathScope, images: ImageSource): Promise<Float32Array<ArrayBuffer>[]> {
  const facts = datasetFacts(images);
  const input = { scopes: [scope], pairsPerGroup: ROUNDS[scope], curvesPerGroup: 0 };
  const { parameters } = parsePathSpectrumParameters(input, facts);
  if (!parameters) throw new Error('the demo has too few images');
  const feed = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;
  const options = { runtime: 'onnx/cpu', feed, output: null, imageShape: images.imageShape };
  const classifier = await openClassifier([onnxRuntimes], join(DEMO, NETWORK), options);
  const population = groupsOf(parameters, facts).map(() => new Float32Array(ROUNDS[scope]));
  const { signal } = new AbortController();
  for (let firstRound = 0; firstRound < ROUNDS[scope]; firstRound += ROUNDS_HELD) {
    const shard = { method: 'PATH_SPECTRUM' as const, parameters, firstRound, roundCount: ROUNDS_HELD };
    const paths = await runShard(shard, { classifier, images, feed, signal });
    for (const [k, { round, spectra }] of paths.entries()) {
      const fractions = population[k % population.length];
      if (fractions) fractions[round] = highFrequencyFraction(spectra.PERIODOGRAM, CUTOFF, 'PERIODOGRAM');
    }
  }
  await classifier.close();
  return population;
}

function fileOf(scope: PathScope): URL {
  return new URL(`${scope.toLowerCase().replaceAll('_', '-')}.f32`, import.meta.url);
}
