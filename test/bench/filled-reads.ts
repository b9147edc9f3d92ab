import { type DocumentInput, stringifyDocument } from '@urql/core';
import { ComparedSpectra, Differences } from '../../apps/dashboard/src/compare/documents.ts';
import { CellPaths, SpectraOnDataset } from '../../apps/dashboard/src/inspector/documents.ts';
import {
  ModelPage,
  ModelSpectrum,
  ReferenceFractions,
  ReferenceMeasurements,
} from '../../apps/dashboard/src/model/documents.ts';
import { InterventionsQuery } from '../../apps/dashboard/src/overview/interventions-query.ts';
import { FacetsQuery, PointsQuery } from '../../apps/dashboard/src/overview/queries.ts';
import { metricNames } from '../../apps/dashboard/src/overview/records.ts';
import type { Asked, FilledRow } from './filled.ts';
import { type Percentiles, percentilesOf, timed } from './timed-requests.ts';

/** Of each row that asks the same again. */
const REQUESTS = 60;
const METRICS = Object.values(metricNames);
const FRACTION = { cutoff: 0.1, unit: 'SHARE_OF_BINS' };
const ESTIMATOR = { estimator: 'PERIODOGRAM' };

type Variables = Record<string, unknown>;
type Document = DocumentInput<unknown, never>;

const bodyOf = (document: Document, variables: Variables): string =>
  JSON.stringify({ query: stringifyDocument(document), variables });

const measurementId = ({ id }: { id: string }): string => `measurement-${id}`;
const modelId = ({ modelId: id }: { modelId: string }): string => `model-${id}`;
const datasetId = ({ datasetId: id }: Asked): string => `dataset-${id}`;

/** One request again and again. */
function again(count: number, body: (asked: Asked) => string): FilledRow {
  return async (asked) => ({ ...(await timed({ url: asked.server }, body(asked), count)) });
}

/** The same request of one path spectrum after another that the server has not read yet, and then of the last again. */
function coldAndWarm(coldCount: number, warmCount: number, bodies: (asked: Asked) => string[]): FilledRow {
  return async (asked) => {
    const times: number[] = [];
    let last: string[] = [];
    for (let k = 0; k < coldCount; k++) {
      last = bodies(asked);
      times.push((await allOf(asked, last, 1, 0)).p50);
    }
    const cold = percentilesOf(times, 0);
    const warm = await allOf(asked, last, warmCount, 1);
    return { ...warm, coldP50: cold.p50, coldSlowest: cold.p99 };
  };
}

/** Requests that a page sends one after another, together. */
async function allOf(asked: Asked, bodies: string[], count: number, uncounted: number): Promise<Percentiles> {
  const each: Percentiles[] = [];
  for (const body of bodies) each.push(await timed({ url: asked.server }, body, count, uncounted));
  const sum = (pick: (one: Percentiles) => number): number => each.reduce((all, one) => all + pick(one), 0);
  return { p50: sum(({ p50 }) => p50), p99: sum(({ p99 }) => p99), bytes: sum(({ bytes }) => bytes) };
}

const points = (asked: Asked): string =>
  bodyOf(PointsQuery, {
    ...{ metrics: METRICS, dataset: datasetId(asked), filter: null, fraction: null, mirroredFraction: null },
    withMirrored: false,
  });

const BEST = JSON.stringify({
  query: `{ models(first: 100, filter: { tag: { key: "augmentation", in: ["flip", "mixup", "noise"] }, metric: { name: "accuracy", gte: 0.8 } },
    orderBy: { by: METRIC, metric: "accuracy", direction: DESC }) {
    totalCount edges { cursor node { id name tags { key value } metrics { name value lower upper } } } } }`,
});

function modelPage(asked: Asked): string[] {
  const own = asked.next();
  const other = asked.next();
  return [
    bodyOf(ModelPage, { id: modelId(own) }),
    bodyOf(ModelSpectrum, { id: measurementId(own), ...ESTIMATOR }),
    bodyOf(ReferenceMeasurements, { model: modelId(other), dataset: datasetId(asked) }),
    bodyOf(ReferenceFractions, { id: measurementId(other), ...ESTIMATOR }),
  ];
}

function compare(asked: Asked): string[] {
  const ten = Array.from({ length: 10 }, () => measurementId(asked.next()));
  const [reference, ...others] = ten;
  return [
    bodyOf(ComparedSpectra, { measurements: ten, ...ESTIMATOR, other: 'MIRRORED', ...FRACTION }),
    bodyOf(Differences, { reference, others, estimators: ['PERIODOGRAM', 'MIRRORED'], ...FRACTION }),
  ];
}

/** A page of the inspector in the middle of a cell's paths, and behind all of a measurement's paths but a few. */
function pathsPage(asked: Asked): string {
  const place = (...keys: unknown[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');
  return bodyOf(CellPaths, {
    ...{ id: measurementId(asked.next()), classA: 8, classB: 9, first: 50, after: place(true, 8, 9, -1, 120) },
    ...FRACTION,
  });
}

/** Rows that change nothing. */
export const READS: Readonly<Record<string, FilledRow>> = {
  'overview-10000': again(REQUESTS, points),
  'facets-10000': again(REQUESTS, (asked) => bodyOf(FacetsQuery, { dataset: datasetId(asked) })),
  'models-page-10000': again(REQUESTS, () => BEST),
  'correlation-10000': again(REQUESTS, (asked) =>
    JSON.stringify({
      query: `query ($dataset: ID) { correlation(x: "highFrequencyFraction.between", y: "accuracy", dataset: $dataset, groupByTag: ["augmentation"]) {
        count pearson { value lower upper } spearman { value } groups { count pearson { value } } } }`,
      variables: { dataset: datasetId(asked) },
    }),
  ),
  'interventions-10000': again(REQUESTS, (asked) =>
    bodyOf(InterventionsQuery, {
      baseline: [
        { key: 'augmentation', value: 'none' },
        { key: 'architecture', value: 'resnet-8' },
      ],
      ...{ metrics: METRICS, groupByTag: null, dataset: datasetId(asked), filter: null, fraction: null },
      ...{ mirroredFraction: null, withMirrored: false },
    }),
  ),
  'measurements-1000': again(REQUESTS, (asked) => bodyOf(SpectraOnDataset, { dataset: datasetId(asked), after: null })),
  'model-page': coldAndWarm(30, 100, modelPage),
  'compare-10': coldAndWarm(10, 50, compare),
  'paths-page': coldAndWarm(50, 100, (asked) => [pathsPage(asked)]),
};
