import type { io } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { zipSync } from 'fflate';
import type { Tf } from '../tf.ts';

const WEIGHTS = 'weights.bin';
/** The first day that a zip knows, so that equal networks have equal bytes. */
const DAY = new Date(1980, 0, 1);

/** A network as a TF.js layers model, model.json and weights.bin in a zip. Equal networks give equal bytes. */
export async function networkArchive(core: Tf['core'], network: LayersModel): Promise<Uint8Array> {
  const artifacts = await artifactsOf(core, network);
  const { modelTopology, weightSpecs, weightData, generatedBy } = artifacts;
  const json = {
    ...{ format: 'layers-model', generatedBy, convertedBy: null, modelTopology },
    weightsManifest: [{ paths: [WEIGHTS], weights: weightSpecs }],
  };
  const weights = new Uint8Array(core.io.CompositeArrayBuffer.join(weightData));
  return zipSync({ 'model.json': Buffer.from(JSON.stringify(json)), [WEIGHTS]: weights }, { mtime: DAY });
}

async function artifactsOf(core: Tf['core'], network: LayersModel): Promise<io.ModelArtifacts> {
  let kept: io.ModelArtifacts = {};
  const handler = core.io.withSaveHandler(async (artifacts) => {
    kept = artifacts;
    return { modelArtifactsInfo: core.io.getModelArtifactsInfoForJSON(artifacts) };
  });
  await network.save(handler);
  return kept;
}
