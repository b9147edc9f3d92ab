import {
  datasetFacts,
  groupsOf,
  halfWidthOf,
  measurePathSpectrum,
  type PathSpectrumInput,
  PathSummary,
} from '@passband/engine';
import { FEED } from './demo.ts';
import { type OpenDemo, openDemo, parametersOf } from './demo-measurement.ts';
import { median } from './median.ts';
import { type Bench, type Row, ratioRow, rounded } from './row.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const GOAL = { name: 'precision-images', atMost: 0.33 };
const PAIRS_PER_GROUP = 200;
const SEEDS = 20;
const SEEDS_THAT_AGREE = 19;
const ROUNDS_HELD = 20;

/** The within-class mean of a run, half the width of its bounds, and the images that both scopes took. */
interface Run {
  mean: number;
  halfWidth: number;
  images: number;
}

/**
 * Images that a measurement takes under the precision that a fixed one reached within classes ÷ the fixed one's. Precise runs
 * are of other seeds than the fixed one: their means must differ by no more than both bounds allow, on 19 of 20 seeds.
 */
export const precisionImages: Bench = {
  rows: [GOAL.name],
  run: () =>
    inTemporaryFolder(async (workFolder) => {
      const demo = await openDemo(workFolder);
      try {
        return await compare(demo);
      } finally {
        await demo.close();
      }
    }),
};

async function compare(demo: OpenDemo): Promise<Row[]> {
  const fixed = await runOf(demo, { seed: 0 });
  const precise: Run[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) precise.push(await runOf(demo, { seed, precision: fixed.halfWidth }));
  const agrees = ({ mean, halfWidth }: Run): boolean =>
    Math.abs(mean - fixed.mean) <= Math.hypot(fixed.halfWidth, halfWidth);
  const seedsThatAgree = precise.filter(agrees).length;
  const row = ratioRow(GOAL, median(precise.map(({ images }) => images)) / fixed.images, {
    ...{ precision: rounded(fixed.halfWidth), fixedImages: fixed.images, seeds: SEEDS, seedsThatAgree },
    preciseImages: Math.round(median(precise.map(({ images }) => images))),
  });
  return [{ ...row, holds: row.holds === true && seedsThatAgree >= SEEDS_THAT_AGREE }];
}

async function runOf({ images, classifier }: OpenDemo, input: PathSpectrumInput): Promise<Run> {
  const parameters = parametersOf({ pairsPerGroup: PAIRS_PER_GROUP, curvesPerGroup: 0, ...input }, images);
  const groups = groupsOf(parameters, datasetFacts(images));
  const summary = new PathSummary(groups, { cutoff: 0.1, cutoffUnit: 'SHARE_OF_BINS', step: parameters.step });
  let evaluated = 0;
  const { signal } = new AbortController();
  const onProgress = (done: number): void => {
    evaluated = done;
  };
  const context = { classifier, images, feed: FEED, signal, onProgress };
  for await (const paths of measurePathSpectrum(parameters, context, { roundsHeld: ROUNDS_HELD }))
    for (const path of paths) summary.add(path);
  const within = summary.scopeEstimates('WITHIN_CLASS')?.PERIODOGRAM;
  return { mean: within?.mean ?? Number.NaN, halfWidth: halfWidthOf(within), images: evaluated };
}
