import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { npy, zip } from '../../packages/datasets/fixtures/made-files.ts';
import { tar } from '../../packages/datasets/fixtures/made-tar.ts';
import { root } from '../end-to-end/passband.ts';
import type { Part, Whole } from './mutation.ts';

/** What a file is sent as. */
export type Route = 'registerModel' | 'registerDataset' | 'importResults';
export interface Sent extends Whole {
  route: Route;
}

const fixtures = path.join(root, 'packages/datasets/fixtures');
const reference = path.join(root, 'test/reference');

const one = (route: Route, file: string): Sent => ({
  ...{ route, fileName: path.basename(file) },
  parts: [{ name: path.basename(file), data: readFileSync(file) }],
  pack: ([part]) => part?.data ?? Buffer.alloc(0),
});

const folder = (at: string): Part[] =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ name: path.relative(at, file), data: readFileSync(file) }));

const PACKS = {
  zip: (parts: readonly Part[]) => zip(parts.map((part) => ({ ...part, deflate: true }))),
  npz: (parts: readonly Part[]) => zip(parts),
  tar: (parts: readonly Part[]) => tar(parts),
  'tar.gz': (parts: readonly Part[]) => gzipSync(tar(parts)),
} as const;

const packed = (route: Route, name: string, as: keyof typeof PACKS, parts: readonly Part[]): Sent => ({
  ...{ route, fileName: `${name}.${as}`, parts },
  pack: PACKS[as],
});

const pixels = Buffer.from(Array.from({ length: 12 * 5 * 4 * 3 }, (_, k) => (k * k) % 251));
const arrays: Part[] = [
  { name: 'images.npy', data: npy('|u1', '(12, 5, 4, 3)', pixels) },
  { name: 'labels.npy', data: npy('|u1', '(12,)', Buffer.from([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2])) },
  { name: 'mean.npy', data: npy('<f8', '(3,)', Buffer.from(Float64Array.of(0.5, 0.4, 0.3).buffer)) },
  { name: 'std.npy', data: npy('<f8', '(3,)', Buffer.from(Float64Array.of(0.2, 0.2, 0.2).buffer)) },
];

/** Of each kind that is read here, one that is as it should be. */
export function filesToMutate(): Sent[] {
  const models = [
    ...['nchw-logits', 'nhwc-logits', 'nchw-fixed-batch'].map((name) => path.join(reference, `engine/${name}.onnx`)),
  ].map((file) => one('registerModel', file));
  const formats = (name: string): Part[] => folder(path.join(reference, 'formats', name));
  const archives = path.join(fixtures, 'archives');
  const results = JSON.parse(readFileSync(path.join(root, 'packages/demo/data/robustnets-metrics.json'), 'utf8'));
  const few = Object.fromEntries(Object.entries(results).slice(0, 2));
  return [
    ...models,
    packed('registerModel', 'saved-model', 'zip', formats('saved-model')),
    packed('registerModel', 'saved-model', 'tar.gz', formats('saved-model')),
    packed('registerModel', 'tfjs-graph', 'zip', formats('tfjs-graph')),
    packed('registerModel', 'tfjs-layers', 'zip', formats('tfjs-layers')),
    packed('registerModel', 'tfjs-layers', 'tar.gz', formats('tfjs-layers')),
    packed('registerDataset', 'arrays', 'npz', arrays),
    one('registerDataset', path.join(fixtures, 'rgb-deflated.npz')),
    packed('registerDataset', 'idx', 'zip', folder(path.join(fixtures, 'idx-plain'))),
    packed('registerDataset', 'idx-gzip', 'tar', folder(path.join(fixtures, 'idx-gzip'))),
    packed('registerDataset', 'cifar-binary', 'tar.gz', folder(path.join(archives, 'cifar-10-batches-bin'))),
    packed('registerDataset', 'cifar-python', 'tar.gz', folder(path.join(archives, 'cifar-10-batches-py'))),
    one('registerDataset', path.join(archives, 'lone-2')),
    one('registerDataset', path.join(archives, 'lone.bin')),
    packed('registerDataset', 'pictures', 'zip', folder(path.join(fixtures, 'images/colour'))),
    packed('registerDataset', 'photographs', 'tar', folder(path.join(fixtures, 'images/grey'))),
    {
      ...{ route: 'importResults' as const, fileName: 'results.json' },
      parts: [{ name: 'results.json', data: Buffer.from(JSON.stringify(few)) }],
      pack: ([part]) => part?.data ?? Buffer.alloc(0),
    },
  ];
}
