import type { Classifier } from './classifier.ts';
import { EngineError } from './errors.ts';
import type { ImageSource } from './images.ts';
import type { MeasurementPlan } from './measurement-method.ts';
import { methods } from './methods.ts';
import type { RunContext } from './run-context.ts';
import type { Method, Methods, Shard } from './shard.ts';
import type { TrainingContext } from './training-context.ts';

/**
 * Does one shard: rounds `firstRound` to `firstRound + roundCount` of a measurement. The same shard gives the same record.
 * Memory is bounded by one batch and the paths in it, beside the record.
 * Throws EngineError where the network does not fit the dataset or its values are not finite, and the signal's reason
 * (an AbortError) within one batch once it is aborted.
 */
export async function runShard<M extends Method>(
  shard: Shard<M>,
  context: Methods[M]['context'],
): Promise<Methods[M]['record']> {
  const given: RunContext | TrainingContext = context;
  if ('classifier' in given) checkFit(given.classifier, given.images);
  return methods[shard.method].run(shard, context);
}

/** How many rounds a measurement has and how many images it evaluates; `validation` as in `MeasurementMethod`. */
export async function planMeasurement<M extends Method>(
  method: M,
  parameters: Methods[M]['parameters'],
  images: ImageSource,
  validation: Pick<ImageSource, 'imageCount'> | null = null,
): Promise<MeasurementPlan> {
  return methods[method].plan(parameters, images, validation);
}

function checkFit(classifier: Classifier, images: ImageSource): void {
  if (classifier.classCount < images.classes.length)
    throw new EngineError(
      `the network must know every class of the dataset; it gives ${classifier.classCount} class${classifier.classCount === 1 ? '' : 'es'}, the dataset has ${images.classes.length}`,
    );
}
