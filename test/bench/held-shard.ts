import { z } from 'zod';

const claimed = z.object({ id: z.string(), lease: z.string() });

/** A shard that this process holds as a worker does, and tells the progress of without doing any work. */
export class HeldShard {
  readonly #url: string;
  readonly #lease: string;

  private constructor(url: string, lease: string) {
    this.#url = url;
    this.#lease = lease;
  }

  static async claim(server: string): Promise<HeldShard> {
    const runtimes = [{ name: 'onnx/cpu', available: true, device: null, reason: null }];
    const worker = { id: 'bench', host: 'bench', runtimes, imagesPerSecond: 1e6, wait: false };
    const response = await post(`${server}/worker/claim`, worker);
    if (response.status !== 200) throw new Error(`a claim must give a shard; got status ${response.status}`);
    const { id, lease } = claimed.parse(await response.json());
    return new HeldShard(`${server}/worker/shards/${id}/heartbeat`, lease);
  }

  async tell(imagesDone: number): Promise<void> {
    const response = await post(this.#url, { lease: this.#lease, imagesDone, imagesPerSecond: 1 });
    if (!response.ok) throw new Error(`a heartbeat must be heard; got status ${response.status}`);
    await response.text();
  }
}

function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
