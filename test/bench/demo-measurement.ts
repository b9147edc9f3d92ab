import { type Dataset, openDataset } from '@passband/datasets';
import {
  type Classifier,
  datasetFacts,
  type PathRecord,
  type PathSpectrumInput,
  type PathSpectrumParameters,
  parsePathSpectrumParameters,
  runShard,
} from '@passband/engine';
import { onnxRuntimes } from '@passband/runtime-onnx';
import { DEMO, FEED } from './demo.ts';

/** The demo's network and images, open for a measurement. */
export interface OpenDemo {
  images: Dataset;
  classifier: Classifier;
  parameters: PathSpectrumParameters;
  close(): Promise<void>;
}

export async function openDemo(
  workFolder: string,
  input: PathSpectrumInput = { pairsPerGroup: 200 },
): Promise<OpenDemo> {
  const images = await openDataset(DEMO.dataset, { workFolder });
  const { imageShape } = images;
  const classifier = await onnxRuntimes.open(DEMO.network, {
    ...{ runtime: 'onnx/cpu', feed: FEED, output: null, imageShape },
  });
  const close = async () => {
    await classifier.close();
    await images.close();
  };
  return { images, classifier, parameters: parametersOf(input, images), close };
}

/** The paths of some rounds. */
export function measureRounds(demo: OpenDemo, firstRound: number, roundCount: number): Promise<PathRecord[]> {
  const { images, classifier, parameters } = demo;
  const { signal } = new AbortController();
  const shard = { method: 'PATH_SPECTRUM' as const, parameters, firstRound, roundCount };
  return runShard(shard, { classifier, images, feed: FEED, signal });
}

/** Error where they are no good for these images. */
export function parametersOf(input: PathSpectrumInput, images: Dataset): PathSpectrumParameters {
  const { parameters, problems } = parsePathSpectrumParameters(input, datasetFacts(images));
  if (!parameters) throw new Error(problems.map(({ message }) => message).join('; '));
  return parameters;
}
