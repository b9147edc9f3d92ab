import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openCanonical } from '@passband/datasets';
import { type Classifier, encodeShardResult, type ModelFeed, runShard, type ShardOrder } from '@passband/engine';

export type Claimed = ShardOrder & { lease: string; leaseSeconds: number };

function feedOf({ model }: Claimed): ModelFeed {
  if (!model) throw new Error('this worker evaluates networks, and trains none');
  return model.feed;
}

/** A worker that speaks the protocol, one step at a time. */
export class TestWorker {
  readonly id = randomUUID();
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(url: string, token?: string) {
    this.#url = url;
    this.#headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  async claim(imagesPerSecond: number | null = null): Promise<Claimed | null> {
    const runtimes = [
      { name: 'onnx/cpu', available: true, device: 'a formula', reason: null },
      { name: 'onnx/cuda', available: false, device: null, reason: 'there is no such device' },
    ];
    const response = await this.post('/worker/claim', { id: this.id, host: 'test', runtimes, imagesPerSecond });
    if (response.status === 204) return null;
    if (response.status !== 200) throw new Error(`claim: ${response.status} ${await response.text()}`);
    return (await response.json()) as Claimed;
  }

  /** What a shard gives, as it is posted. */
  async evaluate(order: Claimed, classifier: Classifier): Promise<string> {
    const blob = await fetch(`${this.#url}/blobs/${order.dataset.canonicalSha256}`, { headers: this.#headers });
    if (!blob.ok) throw new Error(`blob: ${blob.status} ${await blob.text()}`);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'passband-worker-'));
    const file = path.join(folder, 'dataset');
    await writeFile(file, new Uint8Array(await blob.arrayBuffer()));
    const images = await openCanonical(file);
    try {
      let imagesEvaluated = 0;
      const record = await runShard(order.shard, {
        classifier,
        images,
        feed: feedOf(order),
        signal: new AbortController().signal,
        onProgress: (done) => {
          imagesEvaluated = done;
        },
      });
      const { runtime, device, output } = classifier;
      return encodeShardResult({
        method: order.shard.method,
        runtime,
        device,
        output,
        imagesEvaluated,
        seconds: 1,
        record,
      });
    } finally {
      await images.close();
      await rm(folder, { recursive: true });
    }
  }

  async complete(order: Claimed, body: string, lease = order.lease): Promise<{ status: number; state: string }> {
    const response = await fetch(`${this.#url}/worker/shards/${order.id}/complete`, {
      method: 'POST',
      headers: { ...this.#headers, 'content-type': 'application/json', 'passband-lease': lease },
      body,
    });
    return { status: response.status, ...((await response.json()) as { state: string }) };
  }

  post(route: string, body: unknown): Promise<Response> {
    return fetch(this.#url + route, {
      method: 'POST',
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Does what there is to do, to the last shard. */
  async workAll(classifier: Classifier): Promise<number> {
    for (let shards = 0; ; shards++) {
      const order = await this.claim();
      if (!order) return shards;
      const answer = await this.complete(order, await this.evaluate(order, classifier));
      // Else whoever waits for the measurement waits for ever.
      if (![200, 409].includes(answer.status)) throw new Error(`complete: ${JSON.stringify(answer)}`);
    }
  }
}
