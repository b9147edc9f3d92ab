import { measureDemo } from './passband-process.ts';
import { type Bench, megabytes, ratioRow } from './row.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const GROWTH = { name: 'memory-growth', atMost: 1.1 };
const PAIRS_PER_GROUP = 20;
const TIMES = 10;

/** Peak memory of `passband measure`'s whole process at 10 times the paths ÷ at 1 times. */
export const memoryGrowth: Bench = {
  rows: [GROWTH.name],
  run: () =>
    inTemporaryFolder(async (folder) => {
      const few = await measureDemo(folder, PAIRS_PER_GROUP);
      const many = await measureDemo(folder, PAIRS_PER_GROUP * TIMES);
      const details = {
        ...{ fewPaths: few.paths.length, fewMegabytes: megabytes(few.peakBytes) },
        ...{ manyPaths: many.paths.length, manyMegabytes: megabytes(many.peakBytes) },
      };
      return [ratioRow(GROWTH, many.peakBytes / few.peakBytes, details)];
    }),
};
