import { readFile } from 'node:fs/promises';
import type { io } from '@tensorflow/tfjs-core';
import type { ModelJson } from './model-json.ts';
import { unfused } from './unfuse.ts';

/** Hands a TF.js model to the loaders of TensorFlow.js from its files, which were checked. */
export function handlerOf(model: ModelJson): io.IOHandler {
  return { load: () => artifactsOf(model) };
}

async function artifactsOf({ kind, topology, weights, files, signature }: ModelJson): Promise<io.ModelArtifacts> {
  const parts = await Promise.all(files.map((file) => readFile(file)));
  const ranks = new Map(weights.map(({ name, shape }) => [name, shape.length]));
  return {
    modelTopology: kind === 'graph' ? unfused(topology, (name) => ranks.get(name) === 1) : topology,
    // Entries were checked field by field; the loaders read them as they stand in the file.
    weightSpecs: weights.map(({ entry }) => entry as unknown as io.WeightsManifestEntry),
    weightData: new Uint8Array(Buffer.concat(parts)).buffer,
    ...(signature && { signature }),
  };
}
