import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultsOf } from './events.ts';

/** A stream of these bytes, cut where the numbers say. */
async function* cut(text: string, at: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const places = [...at].map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
  for (const [k, place] of [0, ...places].entries()) yield bytes.subarray(place, places[k] ?? bytes.length);
}

async function all(text: string, at: readonly number[] = []): Promise<{ results: unknown[]; complete: boolean }> {
  const results: unknown[] = [];
  const stream = resultsOf(cut(text, at));
  for (;;) {
    const { value, done } = await stream.next();
    if (done) return { results, complete: value };
    results.push(value);
  }
}

const STREAM = ': ping\n\nevent: next\ndata: {"data":"Größe"}\n\n: ping\n\nevent: next\ndata: {"data":2}\n\n';

test('a stream gives the same results however its bytes are split', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(200), { maxLength: 8 }), async (at) => {
      const whole = await all(`${STREAM}event: complete\ndata: \n\n`, at);
      expect(whole).toEqual({ results: [{ data: 'Größe' }, { data: 2 }], complete: true });
    }),
  );
});

test('a stream that was cut is not complete, and half an event is none', async () => {
  expect(await all(`${STREAM}event: next\ndata: {"da`)).toMatchObject({ complete: false, results: { length: 2 } });
});
