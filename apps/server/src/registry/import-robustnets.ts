import { readFile, stat } from 'node:fs/promises';
import { NameTaken, type Store, type Tag } from '@passband/store';
import { z } from 'zod';
import { reject } from '../graphql/user-errors.ts';

/** The published file has 360 kB. */
const LARGEST_BYTES = 64 * 2 ** 20;
const DATASET = 'CIFAR-10';
/** What a model's key is made of, as in Conv8_augmix_biprop_globally_0.5. */
const TAGS = ['architecture', 'augmentation', 'pruning', 'scope', 'sparsity'] as const;
/** Metrics with a name of their own here; what is not named is an accuracy in percent and keeps its key. */
const METRICS: Readonly<Record<string, { name: string; scale: number }>> = {
  cifar10_acc: { name: 'accuracy', scale: 0.01 },
  jacobian_norm: { name: 'jacobianNorm', scale: 1 },
  high_freq_fracs_within: { name: 'highFrequencyFraction.within', scale: 1 },
  high_freq_fracs_between: { name: 'highFrequencyFraction.between', scale: 1 },
  high_freq_fracs_amp: { name: 'highFrequencyFraction.amplitude', scale: 1 },
  high_freq_fracs_phase: { name: 'highFrequencyFraction.phase', scale: 1 },
  consistent_distances_amp: { name: 'consistentDistance.amplitude', scale: 1 },
  consistent_distances_phase: { name: 'consistentDistance.phase', scale: 1 },
};

const robustnets = z.record(z.string(), z.record(z.string(), z.number()));

/**
 * The published metrics of "Models Out of Line" (arXiv 2207.04075): all models of the file or none; those that are there are
 * skipped. Throws Rejected where the file is another.
 */
export async function importRobustnets(store: Store, file: string): Promise<{ imported: number; skipped: number }> {
  const models = Object.entries(await parsed(file)).map(([key, values]) => ({
    name: key,
    tags: tagsOf(key),
    metrics: Object.entries(values).map(([metric, value]) => metricOf(metric, value)),
  }));
  return store.models.importAll(models, await datasetId(store));
}

async function parsed(file: string): Promise<z.infer<typeof robustnets>> {
  const { size } = await stat(file);
  if (size > LARGEST_BYTES)
    throw reject('upload', `the file must have at most ${LARGEST_BYTES} bytes; got ${size}`, 'TOO_LARGE');
  const result = robustnets.safeParse(jsonOf(await readFile(file, 'utf8')));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw reject(
    'upload',
    `the file must be an object of models, each an object of numbers; ${issue?.path.join('.') || 'the whole'}: ${issue?.message}`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw reject('upload', `the file must be JSON; ${error instanceof Error ? error.message : error}`);
  }
}

function tagsOf(key: string): Tag[] {
  const values = key.split('_');
  if (values.length !== TAGS.length || key.length > 200)
    throw reject('upload', `a model's key must read ${TAGS.join('_')}; got ${JSON.stringify(key.slice(0, 200))}`);
  return TAGS.map((tag, k) => ({ key: tag, value: values[k] ?? '' }));
}

function metricOf(key: string, value: number): { name: string; value: number } {
  const { name, scale } = METRICS[key] ?? { name: key, scale: 0.01 };
  return { name, value: value * scale };
}

/** Only results are known on it here, no images. */
async function datasetId(store: Store): Promise<string> {
  const known = await store.datasets.byName(DATASET);
  if (known) return known.id;
  const without = {
    sha256: null,
    canonicalSha256: null,
    canonicalSizeBytes: null,
    imageShape: null,
    mean: null,
    std: null,
  };
  try {
    const made = await store.datasets.insert({
      name: DATASET,
      ...without,
      imageCount: 0,
      classes: [],
      preparation: null,
    });
    return made.id;
  } catch (error) {
    // Another server, or another request, imports at the same time.
    if (error instanceof NameTaken) return datasetId(store);
    throw error;
  }
}
