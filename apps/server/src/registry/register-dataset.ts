import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import {
  type CanonicalFacts,
  DatasetError,
  type Preparation,
  type PreparationOptions,
  writeCanonical,
} from '@passband/datasets';
import { type DatasetRow, NameTaken, type Store } from '@passband/store';
import { reject } from '../graphql/user-errors.ts';
import { nameOf, taken } from './register-model.ts';

export interface DatasetToRegister {
  name: string;
  /** Where its source is on this machine, and how the person who sent it calls that. */
  source: { path: string; fileName: string };
  mean: number[] | null;
  std: number[] | null;
  preparation?: PreparationOptions;
}

/** Reads the source into its canonical form among the blobs, and only then makes the dataset. Throws Rejected. */
export async function registerDataset(store: Store, dataset: DatasetToRegister): Promise<DatasetRow> {
  const name = nameOf(dataset.name, 'dataset');
  if (await store.datasets.byName(name)) throw taken('dataset', name);
  const target = path.join(store.blobs.workFolder, `${randomUUID()}.canonical`);
  try {
    const facts = await canonical(dataset, target);
    const blob = await store.blobs.put(createReadStream(target));
    const { imageCount, imageShape, classes, mean, std, sha256 } = facts;
    return await store.datasets.insert({
      ...{ name, sha256, imageCount, imageShape, classes },
      mean: [...mean],
      std: [...std],
      preparation: inWords(facts.preparation ?? {}),
      canonicalSha256: blob.sha256,
      canonicalSizeBytes: blob.sizeBytes,
    });
  } catch (error) {
    if (error instanceof NameTaken) throw taken('dataset', name);
    throw error;
  } finally {
    await rm(target, { force: true });
  }
}

async function canonical(
  { source, mean, std, preparation }: DatasetToRegister,
  target: string,
): Promise<CanonicalFacts> {
  try {
    return await writeCanonical(source.path, target, { ...preparation, ...(mean && { mean }), ...(std && { std }) });
  } catch (error) {
    if (error instanceof DatasetError)
      throw reject(
        'upload',
        error.message.replaceAll(source.path, () => source.fileName),
      );
    throw error;
  }
}

/** What was done to the images before they were kept, as a person reads it; null for nothing. */
function inWords({ split, resize, crop }: Preparation): string | null {
  const steps = [
    ...(split === undefined ? [] : [`${split} images only`]),
    ...(resize === undefined ? [] : [`shorter side resized to ${resize} pixels`]),
    ...(crop === undefined ? [] : [`${crop} × ${crop} pixels cropped from the centre`]),
  ];
  return steps.length ? steps.join(', ') : null;
}
