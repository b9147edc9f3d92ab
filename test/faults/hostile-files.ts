import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { npy, zip } from '../../packages/datasets/fixtures/made-files.ts';
import { tar } from '../../packages/datasets/fixtures/made-tar.ts';
import { root } from '../end-to-end/passband.ts';
import type { Route } from './files-to-mutate.ts';
import type { Mutated } from './mutation.ts';

export interface Hostile extends Mutated {
  route: Route;
}

const external = readFileSync(path.join(root, 'test/reference/engine/nchw-external.onnx'));
const row = (label: number): Buffer => Buffer.concat([Buffer.from([label]), Buffer.alloc(3_072, 7 + label)]);
const batch = { name: 'test_batch.bin', data: Buffer.concat([row(3), row(8)]) };
const graph = (weights: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      format: 'graph-model',
      modelTopology: { node: [{ name: 'x', op: 'Placeholder' }] },
      weightsManifest: [{ paths: [weights], weights: [{ name: 'w', shape: [1], dtype: 'float32' }] }],
    }),
  );
const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1e6);

/** An array that says it has a shape, and has sixteen bytes. */
const claims = (images: string): Buffer =>
  zip([
    { name: 'images.npy', data: npy('|u1', images, Buffer.alloc(16)) },
    { name: 'labels.npy', data: npy('|u1', '(2,)', Buffer.from([0, 1])) },
  ]);
const idx = (counts: readonly number[]): Buffer => {
  const head = Buffer.alloc(4 + 4 * counts.length);
  head.set([0, 0, 8, counts.length]);
  for (const [k, count] of counts.entries()) head.writeUInt32BE(count, 4 + 4 * k);
  return Buffer.concat([head, Buffer.alloc(16)]);
};
const idxPair = (images: readonly number[], labels: readonly number[]): Buffer =>
  zip([
    { name: 't10k-images-idx3-ubyte', data: idx(images) },
    { name: 't10k-labels-idx1-ubyte', data: idx(labels) },
  ]);

/**
 * Files that somebody made who means harm: to write or to read outside of the store, to fill the memory or the disk.
 * `outside` is a folder that they try to reach, with a file named secret; no answer may register one.
 */
export function hostileFiles(outside: string): Hostile[] {
  const secret = path.join(outside, 'secret');
  const evil = path.join(outside, 'evil');
  const of = (route: Route, how: string, fileName: string, bytes: Buffer): Hostile => ({ route, how, fileName, bytes });
  const links = (route: Route, honest: { name: string; data: Buffer }): Hostile[] => [
    of(route, 'a symbolic link', 'a.tar', tar([honest, { name: 'a', type: '2', link: secret }])),
    of(
      route,
      'a symbolic link to a folder',
      'a.tar.gz',
      gzipSync(
        tar([
          { name: 'a', type: '2', link: outside },
          { ...honest, name: 'a/evil' },
        ]),
      ),
    ),
    of(route, 'a hard link', 'a.tar', tar([honest, { name: 'a', type: '1', link: secret }])),
    of(route, 'a device', 'a.tar', tar([honest, { name: 'a', type: '3' }])),
    of(route, 'an absolute name', 'a.tar', tar([honest, { ...honest, name: evil.slice(0, 99) }])),
    of(route, 'a name above', 'a.zip', zip([honest, { ...honest, name: '../../../outside/evil' }])),
    of(route, 'two of one name', 'a.zip', zip([honest, honest])),
    of(route, 'a size that is a lie', 'a.zip', zip([{ ...honest, deflate: true, says: { sizeBytes: 0xfffffff0 } }])),
    of(route, 'a size of 8 GB in a tar', 'a.tar', tar([{ ...honest, says: { sizeBytes: 8e9 } }])),
  ];
  return [
    ...links('registerDataset', batch),
    ...links('registerModel', { name: 'model.json', data: graph('weights.bin') }),
    of('registerDataset', '2^40 images', 'a.npz', claims('(1099511627776, 2, 2, 1)')),
    of('registerDataset', 'images of 2^62 pixels', 'a.npz', claims('(1, 2147483648, 2147483648, 1)')),
    of('registerDataset', 'a negative shape', 'a.npz', claims('(-1, 2, 2, 1)')),
    of('registerDataset', 'a shape of a million axes', 'a.npz', claims(`(${'1, '.repeat(20_000)})`)),
    of('registerDataset', '2^32 images', 'a.zip', idxPair([0xffffffff, 28, 28], [0xffffffff])),
    of('registerDataset', 'images of 2^64 pixels', 'a.zip', idxPair([1, 0xffffffff, 0xffffffff], [1])),
    of('registerDataset', 'a gzip bomb', 'a.tar.gz', gzipSync(zeros(100))),
    of('registerDataset', 'a gzip bomb in a gzip bomb', 'a.tar.gz', gzipSync(gzipSync(zeros(100)))),
    of('registerDataset', 'a zip bomb', 'a.zip', zip([{ name: 'a/1.png', data: zeros(100), deflate: true }])),
    of('registerModel', 'a zip bomb', 'a.zip', zip([{ name: 'saved_model.pb', data: zeros(100), deflate: true }])),
    of('registerModel', 'a gzip bomb', 'a.tar.gz', gzipSync(tar([{ name: 'saved_model.pb', data: zeros(100) }]))),
    of(
      'registerModel',
      'weights above',
      'a.zip',
      zip([{ name: 'model.json', data: graph('../../../outside/secret') }]),
    ),
    of('registerModel', 'weights elsewhere', 'a.zip', zip([{ name: 'model.json', data: graph(secret) }])),
    of(
      'registerModel',
      'weights on another machine',
      'a.zip',
      zip([{ name: 'model.json', data: graph('http://127.0.0.1:9/') }]),
    ),
    of(
      'registerModel',
      'weights of the system',
      'net.onnx',
      replaced(external, 'nchw-external.data', '../../../etc/group'),
    ),
    of('registerModel', 'a nested message without end', 'net.onnx', nested(40_000)),
    of('importResults', 'a deep JSON', 'results.json', Buffer.from('['.repeat(1_000_000))),
    of('importResults', 'numbers without end', 'results.json', Buffer.from('{"a_b_c_d_e": {"accuracy": 1e999}}')),
    of('importResults', 'a prototype', 'results.json', Buffer.from('{"__proto__": {"cifar10_acc": 1}, "a_b": {}}')),
  ];
}

function replaced(bytes: Buffer, from: string, by: string): Buffer {
  const text = bytes.toString('latin1');
  if (!text.includes(from) || from.length !== by.length) throw new Error(`${from} must be there, as long as ${by}`);
  return Buffer.from(text.replaceAll(from, by), 'latin1');
}

/** A graph in the attribute of a node of a graph …, as ONNX allows. */
function nested(depth: number): Buffer {
  let inner: Buffer = Buffer.alloc(0);
  const field = (tag: readonly number[], data: Buffer): Buffer => {
    const length: number[] = [];
    for (let rest = data.length; ; rest = Math.floor(rest / 128)) {
      length.push(rest < 128 ? rest : (rest % 128) | 128);
      if (rest < 128) break;
    }
    return Buffer.concat([Buffer.from([...tag, ...length]), data]);
  };
  // NodeProto.attribute is field 5, AttributeProto.g 6, GraphProto.node 1, ModelProto.graph 7.
  for (let k = 0; k < depth && inner.length < 200_000; k += 1)
    inner = field([0x0a], field([0x2a], field([0x32], inner)));
  return field([0x3a], inner);
}
