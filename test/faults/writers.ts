import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Classifier, encodeShardResult } from '@passband/engine';
import { type Claimed, TestWorker } from '../../apps/server/src/testing/test-worker.ts';
import { ask, root } from '../end-to-end/passband.ts';
import { done, put, uploaded } from './api.ts';
import { absent, type Ledger } from './ledger.ts';

const fixtures = path.join(root, 'test/reference/engine');
export const network = await readFile(path.join(fixtures, 'nchw-logits.onnx'));
export const images = await readFile(path.join(fixtures, 'colour.npz'));

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A network like any other, of other bytes: its last field is a documentation of its own. */
const networkOfItsOwn = (name: string): Buffer =>
  Buffer.concat([network, Buffer.from([0x32, Buffer.byteLength(name)]), Buffer.from(name)]);

/** A model as far as it was written. */
export interface ModelValue {
  sha256: string | null;
  tags: string[];
  metrics: string[];
}
export const modelText = ({ sha256, tags, metrics }: ModelValue): string => JSON.stringify({ sha256, tags, metrics });

/** What the measurements of a run are of. */
export interface Measured {
  model: string;
  dataset: string;
  classifier: Classifier;
}

/** Where the results of a shard are to be found. */
export interface ShardPlace {
  measurement: string;
  firstRound: number;
  roundCount: number;
  /** sha256 of what an epoch of training kept; null of results that keep no file. */
  checkpoint: string | null;
}

/** Clients that write all kinds of things at once, each as fast as the server answers. */
export class Writers {
  readonly ledger: Ledger;
  readonly measured: Measured;
  /** By the shard's name in the ledger. */
  readonly shards = new Map<string, ShardPlace>();
  /** What clients heard of a server that was killed, or whose database was. */
  readonly heard = new Set<string>();
  #made = 0;

  constructor(ledger: Ledger, measured: Measured) {
    this.ledger = ledger;
    this.measured = measured;
  }

  /** Writes until the server does not answer any more. */
  async untilKilled(url: string, isKilled: () => boolean): Promise<void> {
    const kinds = [
      this.#modelWithFile,
      this.#modelWithoutFile,
      this.#modelWithoutFile,
      this.#dataset,
      this.#measurement,
      this.#work,
      this.#work,
      this.#train,
    ];
    const forever = async (kind: (url: string) => Promise<void>): Promise<void> => {
      try {
        while (!isKilled()) await kind.call(this, url);
      } catch (error) {
        // Whoever is connected to a server that is killed hears that, and nothing else.
        if (!isKilled()) throw error;
        this.heard.add(String(error));
      }
    };
    await Promise.all(kinds.map(forever));
  }

  #name(kind: string): string {
    this.#made += 1;
    return `${kind} ${this.#made}`;
  }

  async #modelWithFile(url: string): Promise<void> {
    const name = this.#name('model');
    const bytes = networkOfItsOwn(name);
    const upload = await uploaded(url, 'net.onnx', bytes);
    await this.#model(url, name, { upload }, sha256Of(bytes));
  }

  #modelWithoutFile(url: string): Promise<void> {
    return this.#model(url, this.#name('model'), {}, null);
  }

  /** Registered, tagged anew, metrics recorded, some deleted. */
  async #model(url: string, name: string, file: { upload?: string }, sha256: string | null): Promise<void> {
    const { ledger } = this;
    const tags = ['a=1', 'b=2', 'c=3'];
    const value: ModelValue = { sha256, tags, metrics: [] };
    const registered = await ledger.write(name, modelText(value), () =>
      done<{ model: { id: string } }>(url, 'registerModel', { name, ...file, tags: tags.map(tagOf) }, 'model { id }'),
    );
    const { id } = registered.model;
    value.tags = ['a=4', 'd=5'];
    await ledger.write(name, modelText(value), () =>
      done(url, 'updateModel', { id, tags: value.tags.map(tagOf) }, 'model { id }'),
    );
    for (const k of [1, 2]) {
      const metrics = ['x', 'y', 'z'].map((metric) => ({ name: `${metric}${k}`, value: k }));
      value.metrics = [...value.metrics, ...metrics.map((metric) => `${metric.name}=${k}`)];
      await ledger.write(name, modelText(value), () =>
        done(url, 'recordMetrics', { model: id, dataset: this.measured.dataset, metrics }, 'model { id }'),
      );
    }
    if (this.#made % 3 === 0)
      await ledger.write(name, absent, () => done(url, 'deleteModel', { id }, 'deletedModelId'));
  }

  async #dataset(url: string): Promise<void> {
    const name = this.#name('dataset');
    const upload = await uploaded(url, 'images.npz', images);
    await this.ledger.write(name, sha256Of(images), () =>
      done(url, 'registerDataset', { name, upload }, 'dataset { id }'),
    );
  }

  /** A measurement has its number as its seed, by which it is found again. */
  async #measurement(url: string): Promise<void> {
    const name = this.#name('measurement');
    const input = { ...this.#on(), pairsPerGroup: 7, samples: 8, seed: this.#made, idempotencyKey: name };
    await this.ledger.write(name, 'there', () => done(url, 'measurePathSpectrum', input, 'measurement { id }'));
    // There is more to do than is done, but not much more.
    while ((await queueDepth(url)) > 20) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  async #work(url: string): Promise<void> {
    const worker = new TestWorker(url);
    const order = await worker.claim();
    if (order === null) return;
    const name = `shard ${order.id}`;
    this.#isAt(name, order);
    const body = await worker.evaluate(order, this.measured.classifier);
    await this.ledger.write(name, 'stored', async () => {
      const { status, state } = await worker.complete(order, body);
      if (state !== 'live') throw new Error(`complete answered ${status}: ${state}`);
    });
  }

  /** Trains an epoch of a network as far as the server can tell, its checkpoint sent before. */
  async #train(url: string): Promise<void> {
    const worker = new TestWorker(url);
    const order = await this.#claimedTraining(worker);
    if (order === null) return this.#startTraining(url);
    const name = `epoch ${order.id}`;
    const checkpoint = randomBytes(50_000);
    const sha256 = sha256Of(checkpoint);
    this.#isAt(name, order, sha256);
    const lease = { 'passband-lease': order.lease };
    const sent = await put(`${url}/worker/shards/${order.id}/files/${sha256}`, checkpoint, lease);
    if (sent.status !== 200) throw new Error(`PUT of a checkpoint answered ${sent.status}: ${sent.error}`);
    const losses = { trainLoss: 1, cleanLoss: 1, noisyLoss: 2, uniformLoss: 2, cleanAccuracy: 0.5 };
    const body = encodeShardResult({
      ...{ method: 'NOISE_FITTING', runtime: 'tfjs/wasm', device: 'none', output: 'LOGITS' },
      ...{ imagesEvaluated: 10, seconds: 1, record: { epochs: [losses], checkpoint: sha256, network: null } },
    });
    await this.ledger.write(name, sha256, async () => {
      const { status, state } = await worker.complete(order, body);
      if (state !== 'live') throw new Error(`complete of an epoch answered ${status}: ${state}`);
    });
  }

  async #claimedTraining(worker: TestWorker): Promise<Claimed | null> {
    const runtimes = [{ name: 'tfjs/wasm', available: true, device: 'none', reason: null }];
    const body = { id: worker.id, host: 'test', runtimes, imagesPerSecond: null, wait: false };
    const response = await worker.post('/worker/claim', body);
    if (response.status === 204) return null;
    if (response.status !== 200) throw new Error(`claim: ${response.status} ${await response.text()}`);
    return (await response.json()) as Claimed;
  }

  async #startTraining(url: string): Promise<void> {
    const name = this.#name('training');
    const { dataset } = this.measured;
    const how = { architecture: 'mlp', noise: 'UNIFORM', frequency: 0, epochs: 100 };
    const input = { dataset, ...how, seed: this.#made, idempotencyKey: name };
    await this.ledger.write(name, 'there', () => done(url, 'measureNoiseFitting', input, 'measurement { id }'));
  }

  #on(): { model: string; dataset: string } {
    const { model, dataset } = this.measured;
    return { model, dataset };
  }

  #isAt(
    name: string,
    { measurementId, shard: { firstRound, roundCount } }: Claimed,
    checkpoint: string | null = null,
  ): void {
    this.shards.set(name, { measurement: `measurement-${measurementId}`, firstRound, roundCount, checkpoint });
  }
}

const tagOf = (text: string): { key: string; value: string } => {
  const [key = '', value = ''] = text.split('=');
  return { key, value };
};

async function queueDepth(url: string): Promise<number> {
  return (await ask<{ server: { queueDepth: number } }>(url, '{ server { queueDepth } }')).server.queueDepth;
}
