import { ask, until } from '../end-to-end/passband.ts';

/** What the demo leaves out, measured of its networks so that every method has a figure. */

/** The network that the figures of one model are of. */
export const MODEL = 'baseline, seed 0';
/** Whose Jacobian norms are set beside it. */
const BESIDE = ['1,000 images, seed 0', 'mixup, seed 0', 'no weight decay, seed 0', 'label smoothing, seed 0'];
const IN_MS = 1_200_000;

const INPUTS = {
  direction: ['PathSpectrum', { path: 'DIRECTION' }],
  amplitude: ['PathSpectrum', { path: 'AMPLITUDE' }],
  phase: ['PathSpectrum', { path: 'PHASE' }],
  precision: ['PathSpectrum', { precision: 0.01, pairsPerGroup: 299, scopes: ['WITHIN_CLASS'] }],
  jacobian: ['JacobianNorm', {}],
  heatMap: ['FourierHeatMap', { images: 500 }],
} as const;

/** As the demo measures all its networks: the newest value of a model is what the overview compares. */
const AS_DEMO = ['PathSpectrum', {}] as const;

type Extra = keyof typeof INPUTS;
/** Ids of measurements of the model, the spectra along straight lines and the evaluation with them. */
export type Measured = Record<Extra | 'linear' | 'evaluation', string>;

interface Known {
  datasets: { id: string }[];
  models: { edges: { node: { id: string; name: string } }[] };
  measurements: {
    edges: { node: { id: string; method: string; status: string; path?: string; precision?: number } }[];
  };
}

/** Waits until everything of the demo is measured. Starts what is not there yet, once. */
export async function measured(url: string): Promise<{ dataset: string; model: string; of: Measured }> {
  const { datasets, models } = await ask<Known>(
    url,
    '{ datasets { id } models(first: 100) { edges { node { id name } } } }',
  );
  const dataset = datasets[0]?.id;
  const ids = new Map(models.edges.map(({ node }) => [node.name, node.id]));
  const missing = [MODEL, ...BESIDE].filter((name) => !ids.has(name));
  const model = ids.get(MODEL);
  if (dataset === undefined || model === undefined || missing.length > 0)
    throw new Error(
      `the server at ${url} must have the whole demo (npm start loads it); there is no ${missing.join('; ') || 'dataset'}`,
    );
  const extras = Object.keys(INPUTS) as Extra[];
  const started = (key: string, input: Input) => start(url, { key, input, model, dataset });
  const of = await Promise.all(extras.map(async (name) => [name, await started(name, INPUTS[name])] as const));
  for (const name of BESIDE)
    await start(url, { key: 'jacobian', input: INPUTS.jacobian, model: ids.get(name) ?? '', dataset });
  await until('everything is measured', () => allDone(url), IN_MS);
  await started('as the demo', AS_DEMO);
  await until('the network is measured as the demo measures it', () => allDone(url), IN_MS);
  return {
    dataset,
    model,
    of: { ...(Object.fromEntries(of) as Record<Extra, string>), ...(await ofDemo(url, model)) },
  };
}

type Input = readonly [method: string, parameters: Readonly<Record<string, unknown>>];

/** Starts a measurement; once for a key and a model. */
async function start(url: string, asked: { key: string; input: Input; model: string; dataset: string }) {
  const { key, model, dataset } = asked;
  const [method, parameters] = asked.input;
  const field = `measure${method}`;
  const input = { ...parameters, model, dataset, idempotencyKey: `figures/${key}/${model}` };
  const answer = await ask<Record<string, { measurement: { id: string } | null; userErrors: { message: string }[] }>>(
    url,
    `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) { measurement { id } userErrors { message } } }`,
    { input },
  );
  const { measurement, userErrors = [] } = answer[field] ?? {};
  if (!measurement) throw new Error(`${field}: ${userErrors.map(({ message }) => message).join('; ')}`);
  return measurement.id;
}

async function allDone(url: string): Promise<true | null> {
  const { waiting, running } = await ask<Record<'waiting' | 'running', { totalCount: number }>>(
    url,
    '{ waiting: measurements(first: 1, filter: { status: QUEUED }) { totalCount } running: measurements(first: 1, filter: { status: RUNNING }) { totalCount } }',
  );
  return waiting.totalCount + running.totalCount === 0 ? true : null;
}

async function ofDemo(url: string, model: string): Promise<Record<'linear' | 'evaluation', string>> {
  const { measurements } = await ask<Known>(
    url,
    'query ($model: ID!) { measurements(first: 100, filter: { model: $model }) { edges { node { id method status ... on PathSpectrumMeasurement { path precision } } } } }',
    { model },
  );
  const all = measurements.edges.map(({ node }) => node);
  const linear = all.find(({ path, precision }) => path === 'LINEAR' && precision === null);
  const evaluation = all.find(({ method }) => method === 'EVALUATION');
  if (!linear || !evaluation) throw new Error(`${MODEL} must have a path spectrum and an evaluation`);
  return { linear: linear.id, evaluation: evaluation.id };
}
