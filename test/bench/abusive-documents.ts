import { freePort } from '../../packages/store/src/testing/free-port.ts';
import { Passband } from '../end-to-end/passband.ts';
import type { Bench, Row } from './row.ts';
import { rounded } from './row.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const REPEATS = 10;
const MOST_MS = 50;
const NAME = 'abusive-documents';

const json = (query: string): RequestInit => ({
  ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
  body: JSON.stringify({ query }),
});

/** What would cost too much or means harm, by name. */
const DOCUMENTS: Readonly<Record<string, RequestInit>> = {
  deep: json(
    `{ measurements { edges { node { ${'model { measurements { edges { node { '.repeat(9)} id ${'} } } }'.repeat(9)} } } } }`,
  ),
  aliases: json(`{ ${Array.from({ length: 10_000 }, (_, k) => `a${k}: viewer { name }`).join(' ')} }`),
  directives: json(`{ viewer ${'@include(if: true) '.repeat(5_000)}{ name } }`),
  fragmentCycle: json('{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }'),
  form: {
    ...{ method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    body: 'query=%7B+viewer+%7B+name+%7D+%7D',
  },
};

/** Milliseconds until such documents are refused: of each the best of several, and the slowest of them all. */
export const abusiveDocuments: Bench = {
  rows: [NAME],
  run: () =>
    inTemporaryFolder(async (dataFolder) => {
      const passband = await Passband.start({ port: await freePort(), dataFolder, demo: false });
      try {
        const milliseconds: Record<string, number> = {};
        for (const [name, request] of Object.entries(DOCUMENTS))
          milliseconds[name] = rounded(await bestOf(`${passband.url}/graphql`, request));
        return [rowOf(milliseconds)];
      } finally {
        await passband.stop();
      }
    }),
};

function rowOf(milliseconds: Record<string, number>): Row {
  const value = Math.max(...Object.values(milliseconds));
  return { name: NAME, value, unit: 'ms', goal: `<= ${MOST_MS}`, holds: value <= MOST_MS, ...milliseconds };
}

async function bestOf(url: string, request: RequestInit): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < REPEATS; k++) {
    const started = performance.now();
    const response = await fetch(url, request);
    await response.arrayBuffer();
    best = Math.min(best, performance.now() - started);
    if (response.status < 400 || response.status >= 500)
      throw new Error(`such a document must be refused with 4xx; got ${response.status}`);
  }
  return best;
}
