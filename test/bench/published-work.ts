import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { openDataset } from '@passband/datasets';
import onnxProto from 'onnx-proto';
import { DEMO } from './demo.ts';
import type { MeasuredProcess } from './passband-process.ts';

/** Writes what the Python program needs to do the same work: images, weights, and the pairs of a measurement. Its file. */
export async function writePublishedWork(folder: string, { paths }: MeasuredProcess): Promise<string> {
  const file = join(folder, 'work.json');
  const [images, weights] = [join(folder, 'images'), join(folder, 'weights')];
  const { groups, withinGroups } = groupsOf(paths);
  const work = {
    ...{ ...(await writeImages(folder, images)), images, weights, weightShapes: await writeWeights(weights) },
    ...{ step: 1, threads: availableParallelism(), groups, withinGroups },
  };
  await writeFile(file, JSON.stringify(work));
  return file;
}

async function writeImages(workFolder: string, file: string): Promise<Record<string, unknown>> {
  const dataset = await openDataset(DEMO.dataset, { workFolder });
  const pixels: Uint8Array[] = [];
  for (let index = 0; index < dataset.imageCount; index++) pixels.push(await dataset.read(index));
  await writeFile(file, Buffer.concat(pixels));
  await dataset.close();
  const { imageShape, mean, std } = dataset;
  return { imageShape, mean, std };
}

/** Weights and biases of the network's layers in the order of its nodes; their shapes. */
async function writeWeights(file: string): Promise<number[][]> {
  const { graph } = onnxProto.onnx.ModelProto.decode(await readFile(DEMO.network));
  const tensors = new Map(graph?.initializer?.map((tensor) => [tensor.name, tensor]));
  const inputs = graph?.node?.flatMap(({ input }) => input ?? []) ?? [];
  const used = inputs.flatMap((name) => tensors.get(name) ?? []);
  await writeFile(file, Buffer.concat(used.map(({ rawData }) => rawData ?? new Uint8Array())));
  return used.map(({ dims }) => (dims ?? []).map(Number));
}

/** Pairs by group, in the order of the measurement: classes first. */
function groupsOf(paths: MeasuredProcess['paths']): { groups: [number, number][][]; withinGroups: number } {
  const groups = new Map<string, [number, number][]>();
  for (const { imageA, imageB, classA, classB } of paths) {
    const key = `${classA}/${classB}`;
    groups.set(key, [...(groups.get(key) ?? []), [imageA, imageB]]);
  }
  const within = [...groups.keys()].filter((key) => key.split('/')[0] === key.split('/')[1]);
  return { groups: [...groups.values()], withinGroups: within.length };
}
