import { type Classifier, EngineError } from '@passband/engine';
import { linesAgainstImages } from './lines.ts';
import { expected, inParts, refusal, rests, softmaxOf, sumsOf, worst } from './values.ts';

/** A runtime with a network open on it. */
export interface Subject {
  classifier: Classifier;
  /** Images of the network's size that it is fed, [IMAGES, imageSize]. */
  images: Float32Array;
  imageSize: number;
  /** How far two float32 ways to the same probability may be apart here: more on GPUs. */
  tolerance: number;
  /** Opens the same network once more. */
  open(): Promise<Classifier>;
  /** Opens it for images one column wider. */
  openForOtherImages(): Promise<Classifier>;
  /** Opens a network of this format with NaN among its weights; null where there is none. */
  openNan: (() => Promise<Classifier>) | null;
}

/** What every runtime must, or should, do. The id never changes its meaning. */
export interface Check {
  id: string;
  level: 'MUST' | 'SHOULD';
  claim: string;
  /** Says nothing of one network that it does not say of another: run with the first of a format. */
  once?: true;
  /** Null: holds. Text: how not. undefined: says nothing of this runtime. */
  run(subject: Subject): Promise<string | null | undefined>;
}

export const IMAGES = 16;
const PASSES = 4;
const PASS_BYTES = 64 * 2 ** 20;

export const CHECKS: readonly Check[] = [
  {
    id: 'shape',
    level: 'MUST',
    claim: 'gives a row of one value a class for each image',
    async run({ classifier, images }) {
      const { length } = await classifier.evaluate(images, IMAGES);
      return expected(length, IMAGES * classifier.classCount, 0);
    },
  },
  {
    id: 'sum-1',
    level: 'MUST',
    claim: 'gives probabilities from 0 to 1 that sum to 1 in each row',
    async run({ classifier, images, tolerance }) {
      const values = await classifier.evaluate(images, IMAGES);
      const outside = values.find((value) => !(value >= -tolerance && value <= 1 + tolerance));
      if (outside !== undefined) return `a probability is ${outside}`;
      return worst(sumsOf(values, classifier.classCount), new Float64Array(IMAGES).fill(1), tolerance);
    },
  },
  {
    id: 'deterministic',
    level: 'MUST',
    claim: 'gives the same, to the bit, for the same batch',
    async run({ classifier, images }) {
      const once = await classifier.evaluate(images, IMAGES);
      return worst(await classifier.evaluate(images, IMAGES), once, 0);
    },
  },
  {
    id: 'batch-size',
    level: 'MUST',
    claim: 'gives an image the same probabilities at every batch size',
    async run({ classifier, images, tolerance }) {
      const whole = await classifier.evaluate(images, IMAGES);
      for (const size of [1, 3, 7, IMAGES - 1]) {
        const parts = await inParts(classifier, images, IMAGES, size);
        const problem = worst(parts, whole, tolerance);
        if (problem) return `at batches of ${size}: ${problem}`;
      }
      return null;
    },
  },
  {
    id: 'scores',
    level: 'MUST',
    claim: 'gives scores whose softmax is the probabilities',
    async run({ classifier, images, tolerance }) {
      const scores = await classifier.evaluate(images, IMAGES, 'SCORES');
      return worst(
        softmaxOf(scores, classifier.classCount),
        await classifier.evaluate(images, IMAGES, 'PROBABILITIES'),
        tolerance,
      );
    },
  },
  {
    id: 'small-probabilities',
    level: 'MUST',
    claim: 'keeps how far the largest probability is from 1, however near it is',
    async run({ classifier, images, tolerance }) {
      if (classifier.output === 'PROBABILITIES') return undefined;
      const { classCount } = classifier;
      const right = softmaxOf(await classifier.evaluate(images, IMAGES, 'SCORES'), classCount);
      return rests(await classifier.evaluate(images, IMAGES), right, classCount, tolerance);
    },
  },
  {
    id: 'lines',
    level: 'MUST',
    claim: 'gives samples of lines that it makes itself what it gives the same samples made outside',
    async run(subject) {
      for (const values of ['PROBABILITIES', 'SCORES'] as const) {
        const problem = await linesAgainstImages(subject, values);
        if (problem !== null) return problem;
      }
      return null;
    },
  },
  {
    id: 'at-once',
    level: 'MUST',
    claim: 'gives several batches at once what it gives them one after another',
    async run({ classifier, images, imageSize, tolerance }) {
      const size = 4;
      const one = await inParts(classifier, images, IMAGES, size);
      const starts = Array.from({ length: IMAGES / size }, (_, k) => k * size);
      const all = await Promise.all(
        starts.map((at) => classifier.evaluate(images.subarray(at * imageSize, (at + size) * imageSize), size)),
      );
      return worst(
        all.flatMap((values) => [...values]),
        one,
        tolerance / 10,
      );
    },
  },
  {
    id: 'own-values',
    level: 'MUST',
    claim: 'leaves the images as they are, and the values of one batch when it is given the next',
    async run({ classifier, images, imageSize }) {
      const before = images.slice();
      const first = await classifier.evaluate(images, IMAGES);
      const kept = first.slice();
      await classifier.evaluate(images.subarray(imageSize), IMAGES - 1);
      return worst(images, before, 0) ?? worst(first, kept, 0);
    },
  },
  {
    id: 'image-count',
    level: 'MUST',
    claim: 'refuses images that are not as many as it is told',
    run: ({ classifier, images, imageSize }) =>
      refusal(() => classifier.evaluate(images.subarray(1, 2 * imageSize + 1), 3), RangeError),
  },
  {
    id: 'images-fit',
    level: 'MUST',
    claim: 'refuses images that do not fit the network, with a sentence',
    run: ({ openForOtherImages }) => refusal(openForOtherImages, EngineError),
  },
  {
    id: 'nan-weights',
    once: true,
    level: 'MUST',
    claim: 'refuses a network with NaN among its weights, with a sentence',
    async run({ openNan }) {
      return openNan ? refusal(openNan, EngineError) : undefined;
    },
  },
  {
    id: 'close',
    once: true,
    level: 'MUST',
    claim: 'takes no images after it is closed',
    async run({ open, images, imageSize }) {
      const classifier = await open();
      await classifier.close();
      return refusal(() => classifier.evaluate(images.subarray(0, imageSize), 1), Error);
    },
  },
  {
    id: 'close-frees',
    once: true,
    level: 'SHOULD',
    claim: `does not grow by ${PASS_BYTES / 2 ** 20} MB when the network is opened and closed ${PASSES} times`,
    async run({ open, images }) {
      const pass = async (): Promise<void> => {
        const classifier = await open();
        await classifier.evaluate(images, IMAGES);
        await classifier.close();
      };
      await pass();
      const before = process.memoryUsage.rss();
      for (let k = 0; k < PASSES; k++) await pass();
      const grown = process.memoryUsage.rss() - before;
      return grown < PASS_BYTES ? null : `it grew by ${Math.round(grown / 2 ** 20)} MB`;
    },
  },
];
