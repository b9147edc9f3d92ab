import { EngineError } from '../errors.ts';
import { feedOf } from '../feed.ts';
import type { ImageSource } from '../images.ts';
import type { TrainingContext } from '../training-context.ts';

/** Class probabilities [count, classCount] of images in normalised pixel space. */
export type Teach = (images: Float32Array, count: number) => Promise<Float64Array>;

/**
 * A teacher's probabilities of the images that a network is trained on, mapped from normalised pixel space to what the teacher
 * is fed. Throws EngineError where it gives other classes than the dataset has.
 */
export function teachOf(
  { classifier, feed: modelFeed }: NonNullable<TrainingContext['teacher']>,
  images: ImageSource,
): Teach {
  if (classifier.classCount !== images.classes.length)
    throw new EngineError(
      `the teacher must give the classes of the dataset, ${images.classes.length}; it gives ${classifier.classCount}`,
    );
  const feed = feedOf(modelFeed, images, classifier.inputLayout);
  return (normalised, count) => {
    const fed = new Float32Array(normalised.length);
    for (let k = 0; k < count; k++) {
      const image = normalised.subarray(k * feed.imageSize, (k + 1) * feed.imageSize);
      feed.writeNormalised(image, fed, k * feed.imageSize);
    }
    return classifier.evaluate(fed, count);
  };
}
