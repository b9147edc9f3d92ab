import { readFile } from 'node:fs/promises';
import {
  type Classifier,
  EngineError,
  firstLine,
  type ImageShape,
  type InputLayout,
  laidOut,
  type ModelOutput,
  type NetworkShape,
  outputOf,
  sizeOf,
  TRIAL_IMAGES,
  toProbabilities,
  toScores,
  trialImages,
} from '@passband/engine';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { makesLines, withLines } from './line-graph.ts';
import { evaluateLines, type LineSession } from './line-session.ts';
import { paddedCount, paddedFloats } from './padding.ts';

/** What a runtime needs to open a network. */
export interface OpenOptions {
  file: string;
  network: NetworkShape;
  layout: InputLayout;
  imageShape: ImageShape;
  /** Null: found out by a trial run. */
  output: ModelOutput | null;
  /** Of trial images: 1 or 255. */
  largestPixel: number;
  runtime: string;
  device: string;
  session: InferenceSession.SessionOptions;
  /** A GPU: it makes the samples of lines, and batches are padded so that it meets few shapes. */
  onGpu: boolean;
}

/** An ONNX session as a Classifier; the same for every execution provider. */
export async function openSession(options: OpenOptions): Promise<Classifier> {
  const session = await createSession(options.file, options);
  try {
    const run = rowsOf(session, options);
    const trial = await tryOut(run, options);
    return classifierOf(session, options, run, trial);
  } catch (error) {
    await session.release();
    throw error;
  }
}

async function createSession(model: string | Uint8Array, options: OpenOptions): Promise<InferenceSession> {
  try {
    if (typeof model === 'string') return await InferenceSession.create(model, options.session);
    return await InferenceSession.create(model, options.session);
  } catch (error) {
    throw new EngineError(`the model must be one that onnxruntime can load; ${options.file}: ${firstLine(error)}`);
  }
}

/** Values of the network's output, row by row, for `count` images laid one after another. */
type Run = (images: Float32Array, count: number) => Promise<{ values: Float32Array; classCount: number }>;

interface Trial {
  classCount: number;
  output: ModelOutput;
}

const write = { PROBABILITIES: toProbabilities, SCORES: toScores };

function classifierOf(session: InferenceSession, options: OpenOptions, run: Run, trial: Trial): Classifier {
  const { classCount, output } = trial;
  const imageSize = sizeOf(options.imageShape);
  const lines = lazily(() => openLines(options, trial));
  return {
    runtime: options.runtime,
    device: options.device,
    classCount,
    inputLayout: options.layout,
    output,
    batchesAtOnce: 1,
    evaluateLines: makesLines(options)
      ? async (samples, asked = 'PROBABILITIES') => evaluateLines(await lines.get(), samples, asked)
      : null,
    async evaluate(images, count, asked = 'PROBABILITIES') {
      if (images.length !== count * imageSize)
        throw new RangeError(`${count} images must have ${count * imageSize} values; got ${images.length}`);
      const out = new Float64Array(count * classCount);
      const step = options.network.batchSize ?? count;
      for (let done = 0; done < count; done += step) {
        const size = Math.min(step, count - done);
        const { values } = await run(images.subarray(done * imageSize, (done + size) * imageSize), size);
        write[asked](values, size, classCount, output, out.subarray(done * classCount));
      }
      return out;
    },
    async close() {
      await (await lines.opened())?.session.release();
      await session.release();
    },
  };
}

/** The network once more, edited: only measurements along lines need it. */
async function openLines(options: OpenOptions, { classCount, output }: Trial): Promise<LineSession> {
  const axes = laidOut(options.imageShape, options.layout);
  const edited = withLines(await readFile(options.file), options.network, axes, output);
  return { session: await createSession(edited, options), network: options.network, axes, classCount, output };
}

/** What is made when it is first asked for. */
function lazily<T>(make: () => Promise<T>): { get(): Promise<T>; opened(): Promise<T | null> } {
  let made: Promise<T> | null = null;
  return {
    get() {
      made ??= make();
      return made;
    },
    opened: async () => made?.catch(() => null) ?? null,
  };
}

/** Runs what the network takes at a time; a batch of fixed size, or one for a GPU, is filled up with zeros. */
function rowsOf(session: InferenceSession, { network, imageShape, layout, onGpu }: OpenOptions): Run {
  const axes = laidOut(imageShape, layout);
  const imageSize = axes[0] * axes[1] * axes[2];
  const fixed = network.batchSize;
  return async (images, count) => {
    const rows = fixed ?? (onGpu ? paddedCount(count) : count);
    // Padding lies in an array of its own: several runs may be under way.
    const fed = paddedFloats(images, rows * imageSize);
    const values = await runSession(session, network, new Tensor('float32', fed, [rows, ...axes]));
    const [batch, classCount] = values.dims;
    if (values.dims.length !== 2 || batch !== rows || !classCount || !(values.data instanceof Float32Array))
      throw new EngineError(
        `the network must give one row of float32 values an image; for ${rows} images it gave ${values.dims.join(' x ')} of ${values.type}`,
      );
    return { values: values.data.subarray(0, count * classCount), classCount };
  };
}

async function runSession(session: InferenceSession, network: NetworkShape, images: Tensor): Promise<Tensor> {
  let outputs: InferenceSession.OnnxValueMapType;
  try {
    outputs = await session.run({ [network.inputName]: images });
  } catch (error) {
    throw new EngineError(`the network must run on images of ${images.dims.join(' x ')}; ${firstLine(error)}`);
  }
  const values = outputs[network.outputName];
  if (!(values instanceof Tensor))
    throw new EngineError(`the network must give a tensor; ${network.outputName} is none`);
  return values;
}

/**
 * What the output is, decided once and the same for every shard of a measurement: on fixed images, not on whichever
 * come first. A network that gives probabilities does so for every image.
 */
async function tryOut(run: Run, options: OpenOptions): Promise<Trial> {
  const imageSize = sizeOf(options.imageShape);
  const count = Math.min(TRIAL_IMAGES, options.network.batchSize ?? TRIAL_IMAGES);
  const images = trialImages(count * imageSize, options.largestPixel);
  const { values, classCount } = await run(images, count);
  const output = options.output ?? outputOf(values, classCount);
  toProbabilities(values, count, classCount, output, new Float64Array(count * classCount));
  return { classCount, output };
}
