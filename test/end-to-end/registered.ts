import { type Asked, uploadedFile } from './upload.ts';

export interface UserError {
  field: string[] | null;
  message: string;
  code: string;
}

/** A network uploaded and registered, or why it was refused. */
export async function registerModel(passband: Asked, name: string, file: string) {
  const { registerModel } = await passband.query<{
    registerModel: {
      model: { id: string; inputShape: number[]; parameterCount: number; classCount: number } | null;
      userErrors: UserError[];
    };
  }>(
    'mutation ($input: RegisterModelInput!) { registerModel(input: $input) { model { id inputShape parameterCount classCount } userErrors { field message code } } }',
    { input: { name, upload: await uploadedFile(passband, file), tags: [{ key: 'seed', value: '0' }] } },
  );
  return registerModel;
}

/** Images uploaded and registered, or why they were refused. */
export async function registerDataset(passband: Asked, name: string, file: string) {
  const { registerDataset } = await passband.query<{
    registerDataset: {
      dataset: { id: string; imageCount: number; imageShape: number[] } | null;
      userErrors: UserError[];
    };
  }>(
    'mutation ($input: RegisterDatasetInput!) { registerDataset(input: $input) { dataset { id imageCount imageShape } userErrors { field message code } } }',
    { input: { name, upload: await uploadedFile(passband, file) } },
  );
  return registerDataset;
}
