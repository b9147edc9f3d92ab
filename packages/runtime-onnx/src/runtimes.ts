import { availableParallelism, cpus } from 'node:os';
import {
  type Classifier,
  EngineError,
  fittingLayout,
  type OpenClassifierOptions,
  type RuntimeAdapter,
  type RuntimeDescription,
} from '@passband/engine';
import type { InferenceSession } from 'onnxruntime-node';
import { describeCuda } from './cuda.ts';
import { networkShape, readModelFacts } from './facts.ts';
import { readModelFile } from './model-file.ts';
import { openThreads } from './threads.ts';
import { describeWebGpu } from './webgpu.ts';

type Provider = 'cpu' | 'webgpu' | 'cuda';

/** Every runtime for ONNX files, best first, with the reason where one is not available. */
async function describe(): Promise<RuntimeDescription[]> {
  const [cuda, webGpu] = await Promise.all([describeCuda(), describeWebGpu()]);
  const cpu = describeCpu();
  return webGpu.emulated ? [cuda, cpu, webGpu.description] : [cuda, webGpu.description, cpu];
}

function describeCpu(): RuntimeDescription {
  const device = `${cpus()[0]?.model.trim() || process.arch}, ${availableParallelism()} cores`;
  return { name: 'onnx/cpu', available: true, device, reason: null };
}

/**
 * Opens an ONNX file to evaluate images of one shape.
 * Throws EngineError where the file is not a network that can be measured, the images do not fit it, the runtime is
 * unknown or not available, or the network gives values that are not finite.
 */
async function open(file: string, options: OpenClassifierOptions): Promise<Classifier> {
  const { provider, device } = await chooseRuntime(options.runtime);
  const network = networkShape(await readModelFile(file));
  const layout = fittingLayout(network, options.imageShape, options.feed.inputLayout);
  const onGpu = provider !== 'cpu';
  const opened = {
    file,
    network,
    layout,
    imageShape: options.imageShape,
    output: options.output,
    largestPixel: options.feed.inputScale === 'BYTE' ? 255 : 1,
    runtime: options.runtime,
    device,
    session: sessionOptions(provider),
    onGpu,
  };
  return openThreads(opened, onGpu ? 1 : (options.threads ?? availableParallelism()));
}

async function chooseRuntime(name: string): Promise<{ provider: Provider; device: string }> {
  const provider = providerOf(name);
  const runtime = provider === 'cpu' ? describeCpu() : (await describe()).find((one) => one.name === name);
  if (!provider || !runtime)
    throw new EngineError(`the runtime must be one of onnx/cuda, onnx/webgpu, onnx/cpu; got ${name}`);
  if (!runtime.available) throw new EngineError(`runtime ${name} is not available: ${runtime.reason}`);
  return { provider, device: runtime.device ?? name };
}

function providerOf(name: string): Provider | undefined {
  const providers: readonly Provider[] = ['cpu', 'webgpu', 'cuda'];
  return providers.find((provider) => name === `onnx/${provider}`);
}

function sessionOptions(provider: Provider): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  };
}

/** ONNX files by onnxruntime. */
export const onnxRuntimes: RuntimeAdapter = { formats: ['ONNX'], describe, readFacts: readModelFacts, open };
