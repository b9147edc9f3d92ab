import type { PreparationOptions } from '@passband/datasets';
import {
  CreateUploadInput,
  CreateUploadPayload,
  RegisterDatasetInput,
  RegisterDatasetPayload,
  RegisterModelInput,
  RegisterModelPayload,
} from '@passband/schema';
import type { Store, UploadRow } from '@passband/store';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { globalId, storeId } from '../graphql/global-id.ts';
import { datasetSource, modelSource } from '../graphql/sources.ts';
import { payloadOf, reject } from '../graphql/user-errors.ts';
import { registerDataset } from '../registry/register-dataset.ts';
import { registerModel } from '../registry/register-model.ts';

const UPLOAD_HOURS = 24;

@Resolver()
export class RegistrationResolver {
  @Mutation(() => CreateUploadPayload, { description: 'Makes a place to put bytes: then PUT them to upload.url.' })
  createUpload(
    @Arg('input', () => CreateUploadInput, { description: 'What will come.' }) input: CreateUploadInput,
    @Ctx() { store, uploadMaximumBytes }: Context,
  ): Promise<CreateUploadPayload> {
    return payloadOf<CreateUploadPayload>({ upload: null }, async () => {
      const { fileName, sizeBytes, sha256 } = input;
      if (fileName.length < 1 || fileName.length > 255)
        throw reject('fileName', `fileName must have 1 to 255 characters; got ${fileName.length}`);
      if (!Number.isInteger(sizeBytes) || sizeBytes < 1)
        throw reject('sizeBytes', `sizeBytes must be a whole number from 1; got ${sizeBytes}`);
      if (sizeBytes > uploadMaximumBytes) {
        const rule = `sizeBytes must be at most ${uploadMaximumBytes} (PASSBAND_UPLOAD_MAXIMUM_BYTES)`;
        throw reject('sizeBytes', `${rule}; got ${sizeBytes}`, 'TOO_LARGE');
      }
      const expiresAt = new Date(Date.now() + UPLOAD_HOURS * 3_600_000);
      const upload = await store.uploads.create({ fileName, sizeBytes, sha256: sha256 ?? null, expiresAt });
      const id = globalId('upload', upload.id);
      return { upload: { id, url: `/uploads/${id}`, expiresAt: upload.expiresAt } };
    });
  }

  @Mutation(() => RegisterModelPayload, {
    description: 'Makes a model of an uploaded file. Nothing is made where it is refused.',
  })
  registerModel(
    @Arg('input', () => RegisterModelInput, { description: 'The model.' }) input: RegisterModelInput,
    @Ctx() { store, inspectModel }: Context,
  ): Promise<RegisterModelPayload> {
    return payloadOf<RegisterModelPayload>({ model: null }, async () => {
      const { name, upload, output, inputMean, inputStd, inputScale, inputLayout, tags } = input;
      const row = await registerModel(store, inspectModel, {
        name,
        file: upload == null ? null : await received(store, upload),
        output: output ?? null,
        feed: {
          inputMean: inputMean ?? null,
          inputStd: inputStd ?? null,
          inputScale,
          inputLayout: inputLayout ?? null,
        },
        tags: tags.map(({ key, value }) => ({ key, value })),
      });
      return { model: modelSource(row) };
    });
  }

  @Mutation(() => RegisterDatasetPayload, {
    description: 'Makes a dataset of an uploaded file. Nothing is made where it is refused.',
  })
  registerDataset(
    @Arg('input', () => RegisterDatasetInput, { description: 'The dataset.' }) input: RegisterDatasetInput,
    @Ctx() { store }: Context,
  ): Promise<RegisterDatasetPayload> {
    return payloadOf<RegisterDatasetPayload>({ dataset: null }, async () => {
      const { path, fileName } = await uploadedBlob(store, input.upload);
      const { name, mean, std } = input;
      const preparation = preparationOf(input);
      const source = { path, fileName };
      const row = await registerDataset(store, { name, source, mean: mean ?? null, std: std ?? null, preparation });
      return { dataset: datasetSource(row) };
    });
  }
}

function preparationOf({ split, resize, crop }: RegisterDatasetInput): PreparationOptions {
  return {
    split: split == null ? undefined : split === 'TRAIN' ? 'train' : 'test',
    resize: resize ?? undefined,
    crop: crop ?? undefined,
  };
}

/** Where the bytes of an upload are. Throws Rejected. */
export async function uploadedBlob(store: Store, id: string): Promise<{ path: string; fileName: string }> {
  const { sha256, fileName } = await received(store, id);
  const blob = await store.blobs.file(sha256);
  if (!blob) throw reject('upload', `the bytes of ${fileName} are not here any more; upload them again`, 'NOT_FOUND');
  return { path: blob.path, fileName };
}

/** An upload whose bytes are here. */
async function received(store: Store, id: string): Promise<UploadRow & { sha256: string }> {
  const known = storeId('upload', id);
  const upload = known === null ? null : await store.uploads.byId(known);
  if (!upload) throw reject('upload', `upload must be the id of an upload; got ${JSON.stringify(id)}`, 'NOT_FOUND');
  if (upload.receivedSha256 === null)
    throw reject('upload', `an upload's bytes must be PUT to its url first; those of ${upload.fileName} are not here`);
  return { ...upload, sha256: upload.receivedSha256 };
}
