import { InputError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { findModel, listDatasets } from './operations.ts';

/** The id of a model that is there by this id or name. Throws InputError where there is none. */
export async function modelId(connection: Connection, text: string, option = '--model'): Promise<string> {
  const { byId, byName } = await connection.ask(findModel, { text, id: text });
  const model = byId ?? byName;
  if (model) return model.id;
  throw new InputError(`${option} must be the name or id of a model at ${connection.server}; got ${quoted(text)}`);
}

/** The id of a dataset that is there by this id or name. Throws InputError where there is none. */
export async function datasetId(connection: Connection, text: string, option = '--dataset'): Promise<string> {
  const { datasets } = await connection.ask(listDatasets);
  const dataset = datasets.find(({ id }) => id === text) ?? datasets.find(({ name }) => name === text);
  if (dataset) return dataset.id;
  const names = datasets.map(({ name }) => quoted(name)).join(', ') || 'none';
  throw new InputError(
    `${option} must be the name or id of a dataset at ${connection.server}, which has ${names}; got ${quoted(text)}`,
  );
}

const quoted = (text: string): string => JSON.stringify(text);
