import { withBareServer } from './bare-server.ts';
import { type FilledDatabase, withFilledDatabase } from './filled-database.ts';
import { READS } from './filled-reads.ts';
import { WRITES } from './filled-writes.ts';
import { forgetPeak, peakMegabytes } from './process-memory.ts';
import { type Bench, megabytes, type Row } from './row.ts';
import { eventLoopDelayMs } from './server-metrics.ts';
import type { Percentiles } from './timed-requests.ts';

const SIZE = { models: 10_000, measurements: 1_000 };
/** 55 groups of 182 paths: 10,010 paths a measurement. */
const PAIRS_PER_GROUP = 182;

/** What a row is measured with: a server that has run for a while, and what is in its database. */
export interface Asked extends FilledDatabase {
  server: string;
  /** The next of the path spectra that no row has asked for yet. */
  next(): { id: string; modelId: string };
}

/** A row's requests: of what the server had not read before, and again. */
export type FilledRow = (asked: Asked) => Promise<Percentiles & { coldP50?: number; coldSlowest?: number }>;

const ROWS: Readonly<Record<string, FilledRow>> = { ...READS, ...WRITES };

/**
 * What a team's server answers after years: 10,000 models, 1,000 measurements and 10 million stored path spectra on PostgreSQL
 * with its default settings. The built server's program is asked from this process, one request after another.
 */
export const filled: Bench = {
  rows: ['start-filled', ...Object.keys(ROWS)],
  run: (isAsked) =>
    withFilledDatabase(SIZE, PAIRS_PER_GROUP, async (database) => {
      const started = performance.now();
      const env = { DATABASE_URL: database.url };
      return withBareServer(
        database.dataFolder,
        async (server, pid) => {
          const rows = [startRow(database, performance.now() - started)];
          let place = 0;
          const next = () => {
            const measurement = database.measurements[place++];
            if (!measurement) throw new Error(`rows must ask for at most ${database.measurements.length} measurements`);
            return measurement;
          };
          for (const [name, measure] of Object.entries(ROWS))
            if (isAsked(name)) rows.push(await rowOf(name, pid, { ...database, server, next }, measure));
          return rows;
        },
        env,
      );
    }),
};

function startRow({ fillSeconds, bytes, pathCount, measurements }: FilledDatabase, milliseconds: number): Row {
  return {
    ...{ name: 'start-filled', value: Math.round(milliseconds), unit: 'ms', goal: null, holds: null },
    ...{ fillSeconds, databaseMegabytes: megabytes(bytes), paths: pathCount, measurements: measurements.length },
  };
}

async function rowOf(name: string, pid: number, asked: Asked, measure: FilledRow): Promise<Row> {
  await eventLoopDelayMs(asked.server);
  await forgetPeak(pid);
  const { p50, p99, bytes, ...more } = await measure(asked);
  return {
    ...{ name, value: p99, unit: 'ms', goal: null, holds: null, p50, p99, bytes },
    ...more,
    ...{ eventLoopDelayMs: await eventLoopDelayMs(asked.server), peakMegabytes: await peakMegabytes(pid) },
  };
}
