import { shuffle } from '../shuffle.ts';
import type { RandomStream } from '../xoshiro.ts';

/**
 * Mixes the images of a batch [count, size] and their label probabilities [count, classCount] with a permutation of the batch,
 * in place: lambda x + (1 - lambda) x'. One lambda a batch from Beta(1, 1), which is uniform over 0 to 1: word / 2^32; then the
 * permutation is drawn. Labels still sum to 1.
 */
export function mixUp(images: Float32Array, targets: Float64Array, count: number, stream: RandomStream): void {
  const lambda = stream.word() / 2 ** 32;
  const partners = Array.from({ length: count }, (_, k) => k);
  shuffle(partners, stream);
  mixRows(images, partners, lambda);
  mixRows(targets, partners, lambda);
}

function mixRows(rows: Float32Array | Float64Array, partners: readonly number[], lambda: number): void {
  const before = rows.slice();
  const size = rows.length / partners.length;
  for (const [k, partner] of partners.entries())
    for (let at = 0; at < size; at++)
      rows[k * size + at] = lambda * before[k * size + at]! + (1 - lambda) * before[partner * size + at]!;
}
