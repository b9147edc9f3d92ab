import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { EngineError } from '@passband/engine';

/** Where a tensor's bytes are, as an ONNX file says it: keys location, offset and length. */
export type ExternalData = readonly { key?: string | null; value?: string | null }[];

/**
 * Checks that a tensor's bytes are in a file in the model's own folder, which has so many of them. Gives the file's name.
 * Throws EngineError for a location elsewhere (absolute, with `..`, or a link out of the folder) and for a file that is not
 * there or too short: onnxruntime would read whatever it is told.
 *
 * @param bytes that the tensor's shape takes; null where its type has no fixed width
 */
export async function checkExternalData(
  model: string,
  tensor: string,
  data: ExternalData,
  bytes: number | null,
): Promise<string> {
  const { location, offset, length } = entriesOf(tensor, data);
  const size = await sizeInFolder(model, tensor, location);
  if (bytes !== null && length !== null && length !== bytes)
    throw new EngineError(`a tensor's bytes must fit its shape; ${tensor} in ${location} has ${length}, not ${bytes}`);
  const end = offset + (length ?? bytes ?? 0);
  if (end > size)
    throw new EngineError(
      `${location} must hold the weights of ${model} whole; it has ${size} bytes, ${tensor} ends at ${end}`,
    );
  return location;
}

function entriesOf(tensor: string, data: ExternalData): { location: string; offset: number; length: number | null } {
  const entries = new Map(data.map(({ key, value }) => [key, value ?? '']));
  const wholeNumber = (key: string): number | null => {
    const text = entries.get(key);
    if (text === undefined) return null;
    if (/^\d{1,15}$/.test(text)) return Number(text);
    throw new EngineError(
      `the ${key} of ${tensor}'s external data must be a whole number from 0; got ${JSON.stringify(text)}`,
    );
  };
  return { location: entries.get('location') ?? '', offset: wholeNumber('offset') ?? 0, length: wholeNumber('length') };
}

/** Size of a file in the model's folder. */
async function sizeInFolder(model: string, tensor: string, location: string): Promise<number> {
  const isElsewhere = isAbsolute(location) || /^[a-z]:|\\|\0/i.test(location) || location.split('/').includes('..');
  if (location === '' || isElsewhere) throw elsewhere(tensor, location);
  const folder = await realpath(dirname(model));
  const file = await realpath(join(folder, location)).catch(() => null);
  const facts = file === null ? null : await stat(file);
  if (!facts?.isFile())
    throw new EngineError(
      `the weights of ${model} must be in it or beside it; ${tensor} is in ${location}, which is not there. A server is sent one file: export with the weights inside (PyTorch: torch.onnx.export(…, external_data=False))`,
    );
  if (!file?.startsWith(folder + sep)) throw elsewhere(tensor, location);
  return facts.size;
}

function elsewhere(tensor: string, location: string): EngineError {
  return new EngineError(
    `external data must be in the model's own folder; ${tensor} is in ${JSON.stringify(location)}`,
  );
}
