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

/** Spectra of the first path of every group, by the three estimators, each ÷ its largest value. */
export async function spectraOf(classifier: Classifier, images: ImageSource, feed: ModelFeed): Promise<number[][]> {
  const { parameters } = parsePathSpectrumParameters({ pairsPerGroup: 1, samples: 16 }, datasetFacts(images));
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
