import type { ModelFacts, ModelFeed } from '@passband/engine';
import type { ModelOutput } from '@passband/schema';
import { type ModelRow, NameTaken, type Store, type Tag } from '@passband/store';
import { reject } from '../graphql/user-errors.ts';
import type { InspectModel } from './inspect-model.ts';

export interface ModelToRegister {
  name: string;
  /** Sha256 of the blob with its file; null for a model whose results are only recorded. */
  file: { sha256: string; fileName: string } | null;
  output: ModelOutput | null;
  feed: ModelFeed;
  tags: Tag[];
}

/** Checks everything, reads the file, and only then makes the model. Throws Rejected for what a person can mend. */
export async function registerModel(store: Store, inspect: InspectModel, model: ModelToRegister): Promise<ModelRow> {
  const name = nameOf(model.name, 'model');
  checkTags(model.tags);
  checkFeed(model.feed);
  if (await store.models.byName(name)) throw taken('model', name);
  const read = model.file ? await readFile(store, inspect, model.file) : null;
  if (read) checkChannels(model.feed, read.facts.inputShape);
  try {
    return await store.models.insert({
      name,
      format: read ? read.facts.format : 'EXTERNAL',
      output: model.output,
      sha256: model.file?.sha256 ?? null,
      sizeBytes: read?.sizeBytes ?? null,
      parameterCount: read?.facts.parameterCount ?? null,
      inputShape: read?.facts.inputShape.map((size) => size ?? -1) ?? null,
      classCount: read?.facts.classCount ?? null,
      feed: model.feed,
      tags: model.tags,
    });
  } catch (error) {
    if (error instanceof NameTaken) throw taken('model', name);
    throw error;
  }
}

/** A name as it is kept. */
export function nameOf(name: string, kind: 'model' | 'dataset'): string {
  const kept = name.trim();
  if (kept.length < 1 || kept.length > 200)
    throw reject('name', `a ${kind}'s name must have 1 to 200 characters; got ${kept.length}`);
  return kept;
}

export function taken(kind: 'model' | 'dataset', name: string): Error {
  return reject('name', `a ${kind}'s name must be unique; "${name}" is taken`, 'CONFLICT');
}

/** Throws Rejected. */
export function checkTags(tags: readonly Tag[]): void {
  const keys = new Set<string>();
  for (const { key, value } of tags) {
    if (key.trim() !== key || key.length < 1 || key.length > 100)
      throw reject(
        'tags',
        `a tag's key must have 1 to 100 characters without space around them; got ${JSON.stringify(key)}`,
      );
    if (value.length > 200)
      throw reject('tags', `a tag's value must have at most 200 characters; that of ${key} has ${value.length}`);
    if (keys.has(key)) throw reject('tags', `a tag's key must be given once; got ${key} twice`);
    keys.add(key);
  }
}

function checkFeed({ inputMean, inputStd }: ModelFeed): void {
  for (const [field, values] of Object.entries({ inputMean, inputStd })) {
    if (values === null) continue;
    if (values.length < 1) throw reject(field, `${field} must have a value a channel; got none`);
    const wrong = values.find((value) => !Number.isFinite(value) || (field === 'inputStd' && value <= 0));
    if (wrong !== undefined)
      throw reject(field, `${field} must be ${field === 'inputStd' ? 'above 0' : 'finite'}; got ${wrong}`);
  }
  if (inputMean && inputStd && inputMean.length !== inputStd.length)
    throw reject(
      'inputStd',
      `inputMean and inputStd must have as many values; got ${inputMean.length} and ${inputStd.length}`,
    );
}

/** Where the layout is not said, either end of the shape may be the channels: only images decide. */
function checkChannels({ inputLayout, ...feed }: ModelFeed, inputShape: ModelFacts['inputShape']): void {
  const ends = { NCHW: inputShape.at(0), NHWC: inputShape.at(-1) };
  const channels = inputLayout === null ? Object.values(ends) : [ends[inputLayout]];
  for (const field of ['inputMean', 'inputStd'] as const) {
    const count = feed[field]?.length;
    if (count === undefined || channels.some((size) => size == null || size === count)) continue;
    const shape = inputShape.map((size) => size ?? 'any').join(' × ');
    throw reject(field, `${field} must have a value a channel; got ${count}, the network takes ${shape}`);
  }
}

async function readFile(
  store: Store,
  inspect: InspectModel,
  { sha256, fileName }: { sha256: string; fileName: string },
): Promise<{ facts: ModelFacts; sizeBytes: number }> {
  const blob = await store.blobs.file(sha256);
  if (!blob) throw reject('upload', `the bytes of ${fileName} are not here any more; upload them again`, 'NOT_FOUND');
  const read = await inspect(blob.path);
  if ('error' in read)
    throw reject(
      'upload',
      read.error.replaceAll(blob.path, () => fileName),
    );
  return { facts: read.facts, sizeBytes: blob.sizeBytes };
}
