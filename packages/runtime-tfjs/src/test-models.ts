import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Classifier, type OpenClassifierOptions, openClassifier } from '@passband/engine';
import { tfjsRuntimes } from './runtimes.ts';

/** Images of 10 x 12 x 3, which the twins take. */
export const IMAGES = Float32Array.from({ length: 5 * 360 }, (_, k) => Math.sin(k * k));

export const twin = (name: string): string =>
  fileURLToPath(new URL(`../../../test/reference/formats/${name}`, import.meta.url));

/** A copy of a model's folder that may be damaged; the caller removes it. */
export async function copyOf(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'passband-damaged-'));
  await cp(twin(name), folder, { recursive: true });
  return folder;
}

/** To open a model for those images. */
export function optionsOf(runtime: string): OpenClassifierOptions {
  const feed = { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null } as const;
  return { runtime, feed, output: null, imageShape: [10, 12, 3] };
}

export function openTwin(path: string, runtime: string): Promise<Classifier> {
  return openClassifier([tfjsRuntimes], path, optionsOf(runtime));
}

/** Replaces in a file of JSON. */
export async function rewrite(file: string, change: (json: TestModelJson) => void): Promise<void> {
  const json: TestModelJson = JSON.parse(await readFile(file, 'utf8'));
  change(json);
  await writeFile(file, JSON.stringify(json));
}

/** What the tests change of a model.json. */
export interface TestModelJson {
  modelTopology: { node?: { name: string; op: string }[] };
  weightsManifest: { paths: string[]; weights: { name: string; shape: number[]; dtype: string }[] }[];
}
