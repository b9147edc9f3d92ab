import {
  EngineError,
  type LineSamples,
  type ModelOutput,
  type NetworkShape,
  type NetworkValues,
  restoreLargest,
  sizeOf,
  toProbabilities,
  toScores,
} from '@passband/engine';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { LINE_NAMES } from './line-graph.ts';
import { paddedCount, paddedFloats, paddedIndices } from './padding.ts';

/** A session of a network that makes the samples of lines itself: see `withLines`. */
export interface LineSession {
  session: InferenceSession;
  network: NetworkShape;
  axes: readonly number[];
  classCount: number;
  output: ModelOutput;
}

/**
 * Values [count, classCount] of samples of lines. Everything is padded to powers of two, or to the network's fixed batch,
 * so that a device meets few shapes and compiles its programs once. Throws EngineError where a value is not finite.
 */
export async function evaluateLines(
  line: LineSession,
  samples: LineSamples,
  asked: NetworkValues,
): Promise<Float64Array> {
  const { network, classCount } = line;
  const values = new Float64Array(samples.count * classCount);
  const step = network.batchSize ?? samples.count;
  const images = imagesOf(line, samples);
  for (let from = 0; from < samples.count; from += step) {
    const count = Math.min(step, samples.count - from);
    await evaluatePart(
      line,
      { ...images, ...weightsOf(line, samples, from, count) },
      count,
      asked,
      values.subarray(from * classCount),
    );
  }
  return values;
}

async function evaluatePart(
  { session, network, classCount, output }: LineSession,
  feeds: Record<string, Tensor>,
  count: number,
  asked: NetworkValues,
  target: Float64Array,
): Promise<void> {
  const bySoftmax = asked === 'PROBABILITIES' && output === 'LOGITS';
  const name = bySoftmax ? LINE_NAMES.probabilities : network.outputName;
  const { [name]: result } = await session.run(feeds, [name]);
  if (!(result?.data instanceof Float32Array) || result.data.length < count * classCount)
    throw new EngineError(
      `the network must give ${count} rows of ${classCount} float32 values; it gave ${result?.dims}`,
    );
  if (bySoftmax) restoreLargest(result.data, count, classCount, target);
  else (asked === 'SCORES' ? toScores : toProbabilities)(result.data, count, classCount, output, target);
}

function imagesOf({ axes }: LineSession, samples: LineSamples): Record<string, Tensor> {
  const size = sizeOf(axes);
  const tensor = (images: Float32Array, count: number): Tensor => {
    const rows = paddedCount(count);
    return new Tensor('float32', paddedFloats(images, rows * size), [rows, ...axes]);
  };
  return {
    [LINE_NAMES.starts]: tensor(samples.starts, samples.startCount),
    [LINE_NAMES.directions]: tensor(samples.directions, samples.directionCount),
  };
}

/** Padding is the first start by itself. */
function weightsOf(
  { network }: LineSession,
  samples: LineSamples,
  from: number,
  count: number,
): Record<string, Tensor> {
  const rows = network.batchSize ?? paddedCount(count);
  const indices = (all: Int32Array): Tensor =>
    new Tensor('int32', paddedIndices(all.subarray(from, from + count), rows), [rows]);
  return {
    [LINE_NAMES.start]: indices(samples.start),
    [LINE_NAMES.direction]: indices(samples.direction),
    [LINE_NAMES.weight]: new Tensor('float32', paddedFloats(samples.weight.subarray(from, from + count), rows), [
      rows,
      1,
      1,
      1,
    ]),
  };
}
