import { ask } from '../end-to-end/passband.ts';

export interface UserError {
  field: string[] | null;
  message: string;
  code: string;
}

/** The input type of a mutation is its name with Input behind it, but for the one whose name is no verb first. */
const inputType = (mutation: string): string => `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;

/** What a mutation gives, with what was wrong with its input. */
export async function mutate<T>(
  url: string,
  mutation: string,
  input: Record<string, unknown>,
  fields: string,
): Promise<T & { userErrors: UserError[] }> {
  const { payload } = await ask<{ payload: T & { userErrors: UserError[] } }>(
    url,
    `mutation ($input: ${inputType(mutation)}!) { payload: ${mutation}(input: $input) { ${fields} userErrors { field message code } } }`,
    { input },
  );
  return payload;
}

/** What a mutation gives that must not be refused. */
export async function done<T>(...call: Parameters<typeof mutate>): Promise<T> {
  const { userErrors, ...payload } = await mutate<T>(...call);
  if (userErrors.length > 0) throw new Error(`${call[1]}: ${userErrors.map(({ message }) => message).join('; ')}`);
  return payload as T;
}

/** An upload's id, its bytes sent. */
export async function uploaded(url: string, fileName: string, bytes: Uint8Array): Promise<string> {
  const { upload } = await done<{ upload: { id: string; url: string } }>(
    ...([url, 'createUpload', { fileName, sizeBytes: bytes.byteLength }, 'upload { id url }'] as const),
  );
  const { status, error } = await put(new URL(upload.url, url).href, bytes);
  if (status !== 204) throw new Error(`PUT answered ${status}: ${error}`);
  return upload.id;
}

/** Sends bytes: the answer's status, and what it says where that is an error. */
export async function put(
  url: string,
  bytes: Uint8Array,
  headers: Record<string, string> = {},
): Promise<{ status: number; error: string }> {
  const response = await fetch(url, { method: 'PUT', body: Buffer.from(bytes), headers });
  return { status: response.status, error: await response.text() };
}
