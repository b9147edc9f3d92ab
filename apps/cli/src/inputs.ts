import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, openDataset } from '@passband/datasets';
import { type Classifier, type InputLayout, type ModelFeed, type ModelOutput, openModel } from '@passband/engine';
import { ADAPTERS } from './adapters.ts';
import { fingerprint } from './fingerprint.ts';

/** Options that say which images are read. */
export interface ImageSourceOptions {
  mean?: number[];
  std?: number[];
  split?: 'train' | 'test';
  resize?: number;
  crop?: number;
}

/** Options that say what a network is fed and gives. */
export interface FeedOptions {
  inputMean?: number[];
  inputStd?: number[];
  inputScale: 'unit' | 'byte';
  inputLayout?: 'nchw' | 'nhwc';
  output?: 'logits' | 'probabilities';
}

/** Options that say what is measured on what. */
export interface InputOptions extends ImageSourceOptions, FeedOptions {
  dataset: string;
  json?: string;
  runtime: string;
  batch?: number;
}

/** A network and images, open. */
export interface Inputs {
  images: Dataset;
  classifier: Classifier;
  feed: ModelFeed;
  /** The head of a JSON result. */
  model: { file: string; sha256: string; runtime: string; output: string };
  dataset: {
    file: string;
    sha256: string;
    imageCount: number;
    imageShape: readonly number[];
    mean: readonly number[];
    std: readonly number[];
    classes: readonly string[];
  };
}

/**
 * Opens the images, has what is asked of them checked, opens the network, runs `use`, and closes both: wrong usage is told
 * before a network is loaded, and nothing is left behind however it ends.
 */
export async function withInputs<P>(
  model: string,
  options: InputOptions,
  signal: AbortSignal,
  parametersOf: (images: Dataset) => P,
  use: (inputs: Inputs, parameters: P) => Promise<void>,
): Promise<void> {
  const workFolder = await mkdtemp(join(tmpdir(), 'passband-'));
  try {
    const { dataset, mean, std, split, resize, crop } = options;
    const images = await openDataset(dataset, { workFolder, mean, std, split, resize, crop, signal });
    try {
      const parameters = parametersOf(images);
      await withClassifier(model, images, options, (inputs) => use(inputs, parameters));
    } finally {
      await images.close();
    }
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function withClassifier(
  file: string,
  images: Dataset,
  options: InputOptions,
  use: (inputs: Inputs) => Promise<void>,
): Promise<void> {
  const feed = feedOf(options);
  const { runtime } = options;
  const { classifier, facts } = await openModel(ADAPTERS, file, {
    runtime,
    feed,
    output: outputOf(options),
    imageShape: images.imageShape,
  });
  try {
    const { sha256, imageCount, imageShape, mean, std, classes } = images;
    await use({
      images,
      classifier,
      feed,
      model: {
        file,
        sha256: await fingerprint(file, facts.weightFiles),
        runtime: classifier.runtime,
        output: classifier.output.toLowerCase(),
      },
      dataset: { file: options.dataset, sha256, imageCount, imageShape, mean, std, classes },
    });
  } finally {
    await classifier.close();
  }
}

const LAYOUTS = { nchw: 'NCHW', nhwc: 'NHWC' } as const satisfies Record<string, InputLayout>;
const OUTPUTS = { logits: 'LOGITS', probabilities: 'PROBABILITIES' } as const satisfies Record<string, ModelOutput>;

/** What a network is fed, by the names of the engine and the API; null where the file or the dataset says it. */
export function feedOf({ inputMean, inputStd, inputScale, inputLayout }: FeedOptions): ModelFeed {
  return {
    inputMean: inputMean ?? null,
    inputStd: inputStd ?? null,
    inputScale: inputScale === 'byte' ? 'BYTE' : 'UNIT',
    inputLayout: inputLayout ? LAYOUTS[inputLayout] : null,
  };
}

/** What a network gives, likewise; null where its values say it. */
export function outputOf({ output }: FeedOptions): ModelOutput | null {
  return output ? OUTPUTS[output] : null;
}
