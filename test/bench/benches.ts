import { abusiveDocuments } from './abusive-documents.ts';
import { claims } from './claims.ts';
import { engineOverRuntimeResnet, engineOverRuntimeSmall } from './engine-over-runtime.ts';
import { filled } from './filled.ts';
import { memoryGrowth } from './memory-growth.ts';
import { page } from './page.ts';
import { precisionImages } from './precision-images.ts';
import { publishedWay } from './published-way.ts';
import type { Bench, Row } from './row.ts';
import { served } from './served.ts';
import { stuckReader } from './stuck-reader.ts';
import { subscribers } from './subscribers.ts';
import { table } from './table.ts';
import { training } from './training.ts';
import { workers } from './workers.ts';
import { workersServed } from './workers-served.ts';

export const BENCHES: readonly Bench[] = [
  engineOverRuntimeSmall,
  engineOverRuntimeResnet,
  publishedWay,
  memoryGrowth,
  precisionImages,
  workers,
  workersServed,
  claims,
  ...training,
  served,
  subscribers,
  stuckReader,
  abusiveDocuments,
  filled,
  page,
  table,
];

/** The named rows, one after another as they are measured; all where none is named. RangeError for a name that is no row's. */
export async function* rowsOf(benches: readonly Bench[], names: readonly string[]): AsyncGenerator<Row> {
  const known = benches.flatMap(({ rows }) => rows);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new RangeError(`rows are ${known.join(', ')}; got ${unknown}`);
  const asked = (name: string): boolean => names.length === 0 || names.includes(name);
  for (const { rows, run } of benches) {
    if (!rows.some(asked)) continue;
    for (const row of await run(asked)) if (asked(row.name)) yield row;
  }
}
