import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EngineError, sizeOf } from '@passband/engine';
import { checkInside } from './inside-folder.ts';
import { type JsonObject, listOf, objectOf, textOf, wholeOf } from './json.ts';

/** One weight tensor as model.json lists it. */
export interface WeightEntry {
  name: string;
  shape: number[];
  dtype: string;
  /** Bytes that it has in the weight files. */
  bytes: number;
  /** As it stands in the file. */
  entry: JsonObject;
}

/** A TF.js model's model.json, its weight files known to be there and of the right sizes. */
export interface ModelJson {
  kind: 'graph' | 'layers';
  topology: JsonObject;
  weights: WeightEntry[];
  /** Weight files in the order in which they are laid one after another. */
  files: string[];
  signature: JsonObject | null;
}

const BYTES: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1, float16: 2, uint8: 1, uint16: 2 };
const MOST_JSON_BYTES = 256 * 2 ** 20;

/** Reads model.json and checks its weight files. Throws EngineError where it is no TF.js model, or its weights are not whole. */
export async function readModelJson(file: string): Promise<ModelJson> {
  await checkInside(dirname(file), [file]);
  const json = objectOf(await parsed(file)) ?? refuse(file, 'it must be an object');
  const topology = objectOf(json.modelTopology) ?? refuse(file, 'modelTopology must be there');
  const kind = topology.node === undefined ? 'layers' : 'graph';
  if (kind === 'layers' && !topology.model_config && !topology.class_name)
    refuse(file, 'modelTopology must hold nodes or layers');
  const groups = (listOf(json.weightsManifest) ?? refuse(file, 'weightsManifest must be a list')).map(
    (group) => objectOf(group) ?? {},
  );
  const weights = groups.flatMap((group) =>
    (listOf(group.weights) ?? []).map((entry) => weightOf(file, objectOf(entry) ?? {})),
  );
  const files = await Promise.all(groups.map((group) => checkedFiles(file, group)));
  return { kind, topology, weights, files: files.flat(), signature: objectOf(json.signature) };
}

async function parsed(file: string): Promise<unknown> {
  const { size } = await stat(file);
  if (size > MOST_JSON_BYTES) refuse(file, `it must have at most ${MOST_JSON_BYTES} bytes; it has ${size}`);
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return refuse(file, 'it must be JSON and whole');
  }
}

function weightOf(file: string, entry: JsonObject): WeightEntry {
  const name = textOf(entry.name) ?? refuse(file, 'a weight must have a name');
  const shape = (listOf(entry.shape) ?? refuse(file, `the weight ${name} must have a shape`)).map((size) => {
    const whole = wholeOf(size);
    return whole !== null && whole >= 0
      ? whole
      : refuse(file, `the shape of ${name} must be whole numbers; got ${String(size)}`);
  });
  const stored = textOf(objectOf(entry.quantization)?.dtype) ?? textOf(entry.dtype) ?? '';
  const width = BYTES[stored] ?? refuse(file, `the weight ${name} must be of a known type; got ${stored || 'none'}`);
  return { name, shape, dtype: textOf(entry.dtype) ?? '', bytes: width * sizeOf(shape), entry };
}

/** Paths of a group's files, which must lie beside model.json and have the bytes of its weights together. */
async function checkedFiles(file: string, group: JsonObject): Promise<string[]> {
  const names = (listOf(group.paths) ?? refuse(file, 'a group of weights must list its files')).map(
    (path) => textOf(path) ?? refuse(file, 'names of weight files must be text'),
  );
  const outside = names.find((name) => name.startsWith('/') || name.includes('\\') || name.split('/').includes('..'));
  if (outside !== undefined) refuse(file, `weight files must lie in its folder; got ${outside}`);
  const paths = names.map((name) => join(dirname(file), name));
  await checkInside(dirname(file), paths);
  const sizes = await Promise.all(
    paths.map(
      async (path, k) =>
        (await stat(path).catch(() => null))?.size ?? refuse(file, `its weight file ${names[k]} is missing`),
    ),
  );
  const needed = (listOf(group.weights) ?? []).reduce<number>(
    (sum, entry) => sum + weightOf(file, objectOf(entry) ?? {}).bytes,
    0,
  );
  const there = sizes.reduce((sum, size) => sum + size, 0);
  if (there !== needed)
    refuse(file, `its weight files must have ${needed} bytes, as its shapes say; they have ${there}`);
  return paths;
}

function refuse(file: string, rule: string): never {
  throw new EngineError(`the model must be a whole TF.js model; ${file}: ${rule}`);
}
