import type { Classifier, ImageSource, RunContext } from '@passband/engine';

/** A classifier that is a formula: softmax of waves of the image's mean value. */
export function analyticClassifier(classCount: number, wavesPerUnit = 1): Classifier {
  return {
    runtime: 'onnx/cpu',
    device: 'a formula',
    classCount,
    inputLayout: 'NCHW',
    output: 'LOGITS',
    batchesAtOnce: 1,
    evaluateLines: null,
    async evaluate(images, count) {
      const size = images.length / count;
      const probabilities = new Float64Array(count * classCount);
      for (let image = 0; image < count; image++) {
        let mean = 0;
        for (let k = 0; k < size; k++) mean += images[image * size + k]! / size;
        const scores = Array.from({ length: classCount }, (_, c) =>
          Math.exp(2 * Math.sin(wavesPerUnit * mean * (c + 1) + c)),
        );
        const total = scores.reduce((sum, score) => sum + score, 0);
        scores.forEach((score, c) => {
          probabilities[image * classCount + c] = score / total;
        });
      }
      return probabilities;
    },
    async close() {},
  };
}

/** What a shard runs on: a network that is fed the dataset's normalisation, and nobody who stops it. */
export function contextOf(classifier: Classifier, images: ImageSource): RunContext {
  const feed = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;
  return { classifier, images, feed, signal: new AbortController().signal };
}
