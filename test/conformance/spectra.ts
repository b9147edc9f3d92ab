import {
  type Classifier,
  datasetFacts,
  type ImageSource,
  type ModelFeed,
  parsePathSpectrumParameters,
  runShard,
} from '@passband/engine';

/** Whether a runtime computes on a GPU, a true or an emulated one: in float32 alone. */
export function isOnGpu(runtime: string): boolean {
  return /\/(webgpu|cuda)$/.test(runtime);
}

/** Of so few classes: a GPU that the processor emulates takes a tenth of a second for an image. */
const CLASSES = [0, 1, 2];

/** Spectra of the first path of every group of some classes, by the three estimators, each ÷ its largest value. */
export async function spectraOf(classifier: Classifier, images: ImageSource, feed: ModelFeed): Promise<number[][]> {
  const { parameters } = parsePathSpectrumParameters(
    { pairsPerGroup: 1, samples: 16, classes: CLASSES },
    datasetFacts(images),
  );
  if (!parameters) throw new Error('every group of these images must have a pair');
  const { signal } = new AbortController();
  const shard = { method: 'PATH_SPECTRUM', parameters, firstRound: 0, roundCount: 1 } as const;
  const paths = await runShard(shard, { classifier, images, feed, signal });
  return paths.flatMap(({ spectra }) => Object.values(spectra).map((values) => scaled(values)));
}

function scaled(values: Float32Array): number[] {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  return Array.from(values, (value) => (largest ? value / largest : 0));
}
