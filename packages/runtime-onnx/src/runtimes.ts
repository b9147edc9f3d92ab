import { availableParallelism, cpus } from 'node:os';
import {
  type Classifier,
  EngineError,
  type ImageShape,
  type ModelFeed,
  type ModelOutput,
  type RuntimeDescription,
} from '@passband/engine';
import type { InferenceSession } from 'onnxruntime-node';
import { fittingLayout, networkShape } from './facts.ts';
import { readModelFile } from './model-file.ts';
import { openSession } from './onnx-classifier.ts';

interface Runtime extends RuntimeDescription {
  session: ((threads: number) => InferenceSession.SessionOptions) | null;
}

/** Every runtime for ONNX files, best first; `auto` takes the first that is available. */
function runtimes(): Runtime[] {
  return [
    {
      name: 'onnx/cuda',
      available: false,
      device: null,
      reason: 'Passband does not run networks on CUDA yet; use onnx/cpu',
      session: null,
    },
    {
      name: 'onnx/webgpu',
      available: false,
      device: null,
      reason: 'Passband does not run networks on WebGPU yet; use onnx/cpu',
      session: null,
    },
    {
      name: 'onnx/cpu',
      available: true,
      device: `${cpus()[0]?.model.trim() || process.arch}, ${availableParallelism()} cores`,
      reason: null,
      session: (threads) => ({
        executionProviders: ['cpu'],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        graphOptimizationLevel: 'all',
        logSeverityLevel: 3,
      }),
    },
  ];
}

/** Every runtime for ONNX files, best first, with the reason where one is not available. */
export function describeRuntimes(): RuntimeDescription[] {
  return runtimes().map(({ name, available, device, reason }) => ({ name, available, device, reason }));
}

export interface OpenClassifierOptions {
  /** A runtime's name, or auto for the first that is available. */
  runtime: string;
  feed: ModelFeed;
  /** Null: decided by the values that the network gives. */
  output: ModelOutput | null;
  imageShape: ImageShape;
  /** Of one evaluation; all cores when left out. */
  threads?: number;
}

/**
 * Opens an ONNX file to evaluate images of one shape.
 * Throws EngineError where the file is not a network that can be measured, the images do not fit it, the runtime is
 * unknown or not available, or the network gives values that are not finite.
 */
export async function openOnnxClassifier(file: string, options: OpenClassifierOptions): Promise<Classifier> {
  const runtime = chooseRuntime(options.runtime);
  const network = networkShape(await readModelFile(file));
  const layout = fittingLayout(network, options.imageShape, options.feed.inputLayout);
  return openSession({
    file,
    network,
    layout,
    imageShape: options.imageShape,
    output: options.output,
    largestPixel: options.feed.inputScale === 'BYTE' ? 255 : 1,
    runtime: runtime.name,
    device: runtime.device ?? runtime.name,
    session: runtime.session(options.threads ?? availableParallelism()),
  });
}

function chooseRuntime(name: string): Runtime & { session: NonNullable<Runtime['session']> } {
  const known = runtimes();
  for (const runtime of known) {
    const { session } = runtime;
    if (session && (name === 'auto' || name === runtime.name)) return { ...runtime, session };
    if (name === runtime.name) throw new EngineError(`runtime ${name} is not available: ${runtime.reason}`);
  }
  throw new EngineError(`the runtime must be auto or one of ${known.map((r) => r.name).join(', ')}; got ${name}`);
}
