import { pathPixels } from '@passband/engine';
import type { PathRow } from '@passband/store';
import { type Request, Router } from 'express';
import { z } from 'zod';
import type { Services } from '../graphql/context.ts';
import { globalId, storeId } from '../graphql/global-id.ts';
import { pathSpectrumParameters } from '../measurements/parameters.ts';
import { checked } from './checked.ts';
import { etagOf, isKnown } from './etag.ts';
import { HttpError } from './http-error.ts';
import { checkPixels, pngOf, sideBySide } from './png.ts';

/** Changes whenever the same path would give another picture. */
const EDITION = 1;

const stripQuery = z.object({ samples: z.coerce.number().int().min(1).max(64).default(16) });

type PathServices = Pick<Services, 'store' | 'datasetFiles'>;

/** Samples of stored paths as pictures, computed from the images at their ends: GET /paths/ID/K.png and /paths/ID/strip.png. */
export function pathRoutes(services: PathServices): Router {
  const router = Router();

  router.get('/paths/:id/:file', async (request, response) => {
    const { id, file } = request.params;
    const path = await pathOf(services, id);
    const shown = file === 'strip.png' ? stripOf(path, request) : sampleOf(path, file);
    // What is stored of a path stays as it is, and so do the images at its ends; but paths are counted, so that a server with
    // another database has another path by the same name: the tag tells them apart, and a client asks each time.
    const etag = etagOf([EDITION, path.measurementId, path.id, file, shown]);
    const body = isKnown(request, etag) ? null : await pngOfSamples(services, path, shown);
    response.set({ etag, 'cache-control': 'private, no-cache' });
    if (body === null) response.status(304).end();
    else response.type('image/png').send(body);
  });
  return router;
}

/** Numbers of the samples of a strip, evenly spaced from the first to the last; all where there are no more. */
function stripOf({ samples: count }: PathRow, request: Request): number[] {
  const { samples } = checked(stripQuery, request.query);
  const places = Math.min(count, samples);
  return Array.from({ length: places }, (_, k) => (places === 1 ? 0 : Math.round((k * (count - 1)) / (places - 1))));
}

function sampleOf({ id, samples }: PathRow, file: string): number[] {
  const k = Number(/^(\d{1,9})\.png$/.exec(file)?.[1] ?? Number.NaN);
  if (k < samples) return [k];
  throw new HttpError(
    404,
    `path ${globalId('path', id)} has the pictures 0.png to ${samples - 1}.png; got ${file.slice(0, 100)}`,
  );
}

async function pathOf({ store }: PathServices, id: string): Promise<PathRow> {
  const [path] = await store.paths.byIds([storeId('path', id) ?? '']);
  if (!path) throw new HttpError(404, `there is no path ${id.slice(0, 100)}`);
  if (path.samples === 0)
    throw new HttpError(404, `a path must have samples to be shown; the images of ${id} are identical`);
  return path;
}

async function pngOfSamples(
  { store, datasetFiles }: PathServices,
  path: PathRow,
  samples: readonly number[],
): Promise<Buffer> {
  const [measurement] = await store.measurements.byIds([path.measurementId]);
  const [row] = measurement ? await store.datasets.byIds([measurement.datasetId]) : [];
  const dataset = row ? await datasetFiles.of(row) : null;
  if (!measurement || !dataset) throw new HttpError(404, 'the images at the ends of this path are not here');
  checkPixels(samples.length, dataset.imageShape);
  const pictures = await pathPixels(pathSpectrumParameters(measurement), dataset, path);
  const { pixels, shape } = sideBySide(
    samples.map((k) => pictures.sample(k)),
    dataset.imageShape,
  );
  return pngOf(pixels, shape);
}
