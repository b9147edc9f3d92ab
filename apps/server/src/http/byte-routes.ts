import { Router } from 'express';
import type { Services } from '../graphql/context.ts';
import { storeId } from '../graphql/global-id.ts';
import { HttpError } from './http-error.ts';
import { pngOf } from './png.ts';

/** Bytes over plain HTTP: uploads in, blobs and images out. */
export function uploadRoutes({ store }: Pick<Services, 'store'>): Router {
  const router = Router();
  router.put('/uploads/:id', async (request, response) => {
    const { id } = request.params;
    const upload = await store.uploads.byId(storeId('upload', id) ?? '');
    if (!upload) throw new HttpError(404, `there is no upload ${id}`);
    const length = request.headers['content-length'];
    if (length === undefined) throw new HttpError(411, 'the length of the body must be said (Content-Length)');
    if (Number(length) !== upload.sizeBytes)
      throw new HttpError(400, `the body must have the ${upload.sizeBytes} bytes that were said; got ${length}`);
    await store.uploads.receive(upload.id, request);
    response.status(204).end();
  });
  return router;
}

export function blobRoutes({ store }: Pick<Services, 'store'>): Router {
  const router = Router();
  router.get('/blobs/:sha256', async (request, response) => {
    const { sha256 } = request.params;
    const file = /^[0-9a-f]{64}$/.test(sha256) ? await store.blobs.file(sha256) : null;
    if (!file) throw new HttpError(404, `there is no blob ${sha256}`);
    response.set({ 'content-disposition': 'attachment', 'cache-control': 'private, max-age=31536000, immutable' });
    await new Promise<void>((resolve, reject) => {
      response
        .type('application/octet-stream')
        .sendFile(file.path, { dotfiles: 'allow', cacheControl: false }, (error) => {
          // A client that went away is no error of ours.
          if (error && !response.destroyed) reject(error);
          else resolve();
        });
    });
  });
  return router;
}

export function imageRoutes({ store, datasetFiles }: Pick<Services, 'store' | 'datasetFiles'>): Router {
  const router = Router();
  router.get('/images/:dataset/:file', async (request, response) => {
    const { dataset: id, file } = request.params;
    const [row] = await store.datasets.byIds([storeId('dataset', id) ?? '']);
    const index = Number(/^(\d{1,9})\.png$/.exec(file)?.[1] ?? Number.NaN);
    const dataset = row ? await datasetFiles.of(row) : null;
    if (!dataset || !(index < dataset.imageCount))
      throw new HttpError(404, `there is no image ${file} in dataset ${id}`);
    const png = await pngOf(await dataset.read(index), dataset.imageShape);
    response.set('cache-control', 'private, max-age=31536000, immutable').type('image/png').send(png);
  });
  return router;
}
