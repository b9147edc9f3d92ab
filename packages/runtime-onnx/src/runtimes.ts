import { availableParallelism, cpus } from 'node:os';
import {
  type Classifier,
  EngineError,
  type OpenClassifierOptions,
  type RuntimeAdapter,
  type RuntimeDescription,
} from '@passband/engine';
import type { InferenceSession } from 'onnxruntime-node';
import { fittingLayout, networkShape, readModelFacts } from './facts.ts';
import { readModelFile } from './model-file.ts';
import { openThreads } from './threads.ts';

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
async function describe(): Promise<RuntimeDescription[]> {
  return runtimes().map(({ name, available, device, reason }) => ({ name, available, device, reason }));
}

/**
 * Opens an ONNX file to evaluate images of one shape.
 * Throws EngineError where the file is not a network that can be measured, the images do not fit it, the runtime is
 * unknown or not available, or the network gives values that are not finite.
 */
async function open(file: string, options: OpenClassifierOptions): Promise<Classifier> {
  const runtime = chooseRuntime(options.runtime);
  const network = networkShape(await readModelFile(file));
  const layout = fittingLayout(network, options.imageShape, options.feed.inputLayout);
  const opened = {
    file,
    network,
    layout,
    imageShape: options.imageShape,
    output: options.output,
    largestPixel: options.feed.inputScale === 'BYTE' ? 255 : 1,
    runtime: runtime.name,
    device: runtime.device ?? runtime.name,
    session: {},
  };
  return openThreads(opened, options.threads ?? availableParallelism(), runtime.session);
}

function chooseRuntime(name: string): Runtime & { session: NonNullable<Runtime['session']> } {
  const known = runtimes();
  const runtime = known.find((one) => one.name === name);
  if (!runtime) throw new EngineError(`the runtime must be one of ${known.map((r) => r.name).join(', ')}; got ${name}`);
  const { session } = runtime;
  if (!session) throw new EngineError(`runtime ${name} is not available: ${runtime.reason}`);
  return { ...runtime, session };
}

/** ONNX files by onnxruntime. */
export const onnxRuntimes: RuntimeAdapter = { formats: ['ONNX'], describe, readFacts: readModelFacts, open };
