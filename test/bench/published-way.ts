import { fileURLToPath } from 'node:url';
import { type MeasuredProcess, measureDemo } from './passband-process.ts';
import { writePublishedWork } from './published-work.ts';
import { python, pytorchMissing } from './python.ts';
import { type Bench, megabytes, missingRow, type Row, ratioRow, rounded } from './row.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const PROGRAM = fileURLToPath(new URL('./published_way.py', import.meta.url));
const PAIRS_PER_GROUP = 200;
const LARGEST_DIFFERENCE = 1e-4;
const EAGER = { name: 'published-way-eager', atLeast: 2.4 };
const BEST = { name: 'published-way-best', atLeast: 1.8 };
const MEMORY = { name: 'published-way-memory', atMost: 0.1 };

/** What the Python program says of itself. */
interface Published {
  torch: string;
  setting: string;
  batch: number;
  images: number;
  seconds: number;
  networkSeconds: number;
  peakBytes: number;
  withinMean: number;
  tried: Record<string, number | string>;
}

/**
 * The published way, every path materialised and evaluated by PyTorch on the CPU, against ours: time (of the measurement,
 * without starting programs and loading files) and peak memory (of the whole process). Same network, pairs and threads; both
 * must find the same within-class mean. Ours is measured before and after, the slower counts.
 */
export const publishedWay: Bench = {
  rows: [EAGER.name, BEST.name, MEMORY.name],
  async run() {
    const missing = await pytorchMissing();
    if (missing) return [EAGER, BEST, MEMORY].map((goal) => missingRow(goal, missing));
    return inTemporaryFolder(compare);
  },
};

async function compare(folder: string): Promise<Row[]> {
  const before = await measureDemo(folder, PAIRS_PER_GROUP);
  const work = await writePublishedWork(folder, before);
  const eager = publishedOf(await python(PROGRAM, work, 'eager'), before);
  const best = publishedOf(await python(PROGRAM, work, 'best'), before);
  const after = await measureDemo(folder, PAIRS_PER_GROUP);
  const ours = after.seconds > before.seconds ? after : before;
  const memory = {
    ...{ oursMegabytes: megabytes(ours.peakBytes), publishedMegabytes: megabytes(eager.peakBytes) },
    materialisedMegabytes: megabytes(eager.images * 28 * 28 * 4),
  };
  return [
    ratioRow(EAGER, eager.seconds / ours.seconds, details(ours, eager)),
    ratioRow(BEST, best.seconds / ours.seconds, { ...details(ours, best), tried: JSON.stringify(best.tried) }),
    ratioRow(MEMORY, ours.peakBytes / eager.peakBytes, memory),
  ];
}

/** Checked to be the same work. */
function publishedOf(output: unknown, ours: MeasuredProcess): Published {
  const published = output as Published;
  const difference = Math.abs(published.withinMean - ours.summary.within.periodogram.mean);
  if (!(difference <= LARGEST_DIFFERENCE))
    throw new Error(`both within-class means must agree to ${LARGEST_DIFFERENCE}; they differ by ${difference}`);
  if (published.images !== ours.imagesEvaluated)
    throw new Error(`both must evaluate the same images; got ${published.images} and ${ours.imagesEvaluated}`);
  return published;
}

function details(ours: MeasuredProcess, published: Published): Record<string, string | number> {
  return {
    ...{ oursSeconds: rounded(ours.seconds), oursImagesPerSecond: rounded(ours.imagesEvaluated / ours.seconds) },
    ...{ publishedSeconds: rounded(published.seconds), publishedNetworkSeconds: rounded(published.networkSeconds) },
    publishedImagesPerSecond: rounded(published.images / published.seconds),
    ...{ pytorch: published.torch, setting: published.setting, batchSize: published.batch, images: published.images },
  };
}
