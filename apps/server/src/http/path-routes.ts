import type { Dataset } from '@passband/datasets';
import { type PathPixels, pathPixels } from '@passband/engine';
import type { PathRow } from '@passband/store';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Services } from '../graphql/context.ts';
import { storeId } from '../graphql/global-id.ts';
import { pathSpectrumParameters } from '../measurements/parameters.ts';
import { checked } from './checked.ts';
import { etagOf, isKnown } from './etag.ts';
import { HttpError } from './http-error.ts';
import { pngOf, sideBySide } from './png.ts';

/** Changes whenever the same path would give another picture. */
const EDITION = 1;

const stripQuery = z.object({ samples: z.coerce.number().int().min(1).max(64).default(16) });

type PathServices = Pick<Services, 'store' | 'datasetFiles'>;

/** Samples of stored paths as pictures, computed from the images at their ends: GET /paths/ID/K.png and /paths/ID/strip.png. */
export function pathRoutes(services: PathServices): Router {
  const router = Router();

  router.get('/paths/:id/strip.png', async (request, response) => {
    const { samples } = checked(stripQuery, request.query);
    const path = await pathOf(services, request.params.id);
    await answer(request, response, [path.id, 'strip', samples], async () => {
      const { pictures, dataset } = await picturesOf(services, path);
      const shown = evenlySpaced(pictures.count, samples).map((k) => pictures.sample(k));
      const { pixels, shape } = sideBySide(shown, dataset.imageShape);
      return pngOf(pixels, shape);
    });
  });

  router.get('/paths/:id/:file', async (request, response) => {
    const { id, file } = request.params;
    const path = await pathOf(services, id);
    const k = Number(/^(\d{1,9})\.png$/.exec(file)?.[1] ?? Number.NaN);
    if (!(k < path.samples))
      throw new HttpError(
        404,
        `path ${id} has the pictures 0.png to ${path.samples - 1}.png; got ${file.slice(0, 100)}`,
      );
    await answer(request, response, [path.id, k], async () => {
      const { pictures, dataset } = await picturesOf(services, path);
      return pngOf(pictures.sample(k), dataset.imageShape);
    });
  });
  return router;
}

/** What is stored of a path stays as it is, and so do the images at its ends: a client need not ask again. */
async function answer(
  request: Request,
  response: Response,
  parts: readonly unknown[],
  png: () => Promise<Buffer>,
): Promise<void> {
  const etag = etagOf([EDITION, ...parts]);
  const body = isKnown(request, etag) ? null : await png();
  response.set({ etag, 'cache-control': 'private, max-age=31536000, immutable' });
  if (body === null) response.status(304).end();
  else response.type('image/png').send(body);
}

async function pathOf({ store }: PathServices, id: string): Promise<PathRow> {
  const [path] = await store.paths.byIds([storeId('path', id) ?? '']);
  if (!path) throw new HttpError(404, `there is no path ${id.slice(0, 100)}`);
  if (path.samples === 0)
    throw new HttpError(404, `a path must have samples to be shown; the images of ${id} are identical`);
  return path;
}

async function picturesOf(
  { store, datasetFiles }: PathServices,
  path: PathRow,
): Promise<{ pictures: PathPixels; dataset: Dataset }> {
  const [measurement] = await store.measurements.byIds([path.measurementId]);
  const [row] = measurement ? await store.datasets.byIds([measurement.datasetId]) : [];
  const dataset = row ? await datasetFiles.of(row) : null;
  if (!measurement || !dataset) throw new HttpError(404, 'the images at the ends of this path are not here');
  return { pictures: await pathPixels(pathSpectrumParameters(measurement), dataset, path), dataset };
}

/** Numbers of samples from the first to the last, evenly spaced; all where there are no more. */
function evenlySpaced(count: number, shown: number): number[] {
  if (shown === 1 || count === 1) return [0];
  const places = Math.min(count, shown);
  return Array.from({ length: places }, (_, k) => Math.round((k * (count - 1)) / (places - 1)));
}
