import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DatasetRow, MeasurementRow, ModelRow } from '@passband/store';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { csvOf } from '../exports/csv.ts';
import { jsonOf } from '../exports/json.ts';
import { type Cutoff, measurementTable, pathSpectra } from '../exports/measurement-table.ts';
import { modelTable } from '../exports/model-table.ts';
import { npzOf } from '../exports/npz.ts';
import type { Table } from '../exports/table.ts';
import type { Context } from '../graphql/context.ts';
import { datasetFilter, modelFilter } from '../graphql/filters.ts';
import { globalId, storeId } from '../graphql/global-id.ts';
import { checkFraction } from '../resolvers/path-arguments.ts';
import { PUBLISHED } from '../results/path-results.ts';
import { VERSION } from '../version.ts';
import { checked } from './checked.ts';
import { etagOf, isKnown } from './etag.ts';
import { HttpError } from './http-error.ts';

const TYPES = { csv: 'text/csv', json: 'application/json', npz: 'application/zip' } as const;
type Format = keyof typeof TYPES;

const cutoffQuery = z.object({
  cutoff: z.coerce.number().default(PUBLISHED.cutoff),
  cutoffUnit: z.enum(['SHARE_OF_BINS', 'CYCLES_PER_DISTANCE']).default(PUBLISHED.cutoffUnit),
});

/** Results as files: GET /export/measurements/ID.csv, .json or .npz, and /export/models.csv or .json. */
export function exportRoutes(contextOf: (request: Request) => Context): Router {
  const router = Router();

  router.get('/export/measurements/:file', async (request, response) => {
    const { name, format } = fileOf(request.params.file, ['csv', 'json', 'npz']);
    const context = contextOf(request);
    const measured = await measuredOf(context, name);
    const { row, model, dataset } = measured;
    const cutoff = cutoffOf(row, request);
    // What has succeeded stays as it is, but for the names; what runs or was stopped may go on.
    const parts = [VERSION, row.id, row.finishedAt, model.name, dataset.name, cutoff, format];
    const etag = row.status === 'SUCCEEDED' ? etagOf(parts) : null;
    if (etag !== null) response.set('etag', etag);
    response.set('cache-control', 'private, no-cache');
    if (etag !== null && isKnown(request, etag)) return void response.status(304).end();
    const table = await measurementTable(context.store, row, dataset, cutoff);
    const more = format === 'npz' ? await pathSpectra(context.store, row) : new Map<string, Float32Array>();
    await send(response, { name, format, head: headOf(measured), table, more });
  });

  router.get('/export/:file', async (request, response, next) => {
    if (!request.params.file.startsWith('models.')) return next();
    const { format } = fileOf(request.params.file, ['csv', 'json']);
    const context = contextOf(request);
    const { filter, metrics, dataset } = request.query;
    const table = await modelTable(context, modelFilter(parsedFilter(filter)), {
      metrics: typeof metrics === 'string' && metrics !== '' ? metrics.split(',') : null,
      datasetId: typeof dataset === 'string' ? datasetFilter(dataset) : undefined,
      fraction: PUBLISHED,
    });
    await send(response, { name: 'models', format, head: {}, table, more: new Map() });
  });
  return router;
}

function cutoffOf(row: MeasurementRow, request: Request): Cutoff {
  const cutoff = checked(cutoffQuery, request.query);
  if (row.method === 'PATH_SPECTRUM') checkFraction({ ...PUBLISHED, ...cutoff }, row);
  return cutoff;
}

interface Measured {
  row: MeasurementRow;
  model: ModelRow;
  dataset: DatasetRow;
}

async function measuredOf({ loaders }: Context, id: string): Promise<Measured> {
  const row = await loaders.measurements.load(storeId('measurement', id) ?? '');
  const model = row && (await loaders.models.load(row.modelId));
  const dataset = row && (await loaders.datasets.load(row.datasetId));
  if (!row || !model || !dataset) throw new HttpError(404, `there is no measurement ${id.slice(0, 100)}`);
  return { row, model, dataset };
}

/** Everything that says what the rows are of. */
function headOf({ row, model, dataset }: Measured) {
  const { method, status, seed, runtime, device, passbandVersion, modelSha256, datasetSha256, imagesEvaluated } = row;
  return {
    measurement: globalId('measurement', row.id),
    ...{ method, status, seed, runtime, device, passbandVersion, imagesEvaluated },
    model: { id: globalId('model', model.id), name: model.name, sha256: modelSha256 },
    dataset: { id: globalId('dataset', dataset.id), name: dataset.name, sha256: datasetSha256 },
    parameters: JSON.parse(row.parameters) as unknown,
  };
}

async function send(
  response: Response,
  file: { name: string; format: Format; head: object; table: Table; more: Map<string, Float32Array | Float64Array> },
): Promise<void> {
  const { name, format, head, table, more } = file;
  response.attachment(`${name}.${format}`).type(TYPES[format]);
  if (format === 'npz') return void response.send(Buffer.from(await npzOf(table, more)));
  const parts = format === 'csv' ? csvOf(table) : jsonOf({ ...head }, table);
  try {
    await pipeline(Readable.from(parts), response);
  } catch (error) {
    // A reader that went away is no error of ours.
    if (!response.destroyed || !isGone(error)) throw error;
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

function fileOf<F extends Format>(file: string, formats: readonly F[]): { name: string; format: F } {
  const [, name = '', ending = ''] = /^(.*)\.(\w+)$/.exec(file) ?? [];
  const format = formats.find((one) => one === ending);
  if (format === undefined)
    throw new HttpError(
      404,
      `an export ends with .${formats.join(' or .')}; got ${JSON.stringify(file.slice(0, 100))}`,
    );
  return { name, format };
}

/** A filter as the API takes it, as JSON. */
function parsedFilter(text: unknown): Parameters<typeof modelFilter>[0] {
  if (text === undefined || text === '') return null;
  try {
    const value: unknown = JSON.parse(String(text));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below.
  }
  throw new HttpError(400, `filter must be a ModelFilter as JSON; got ${JSON.stringify(String(text).slice(0, 100))}`);
}
