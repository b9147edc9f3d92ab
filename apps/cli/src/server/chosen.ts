import { InputError } from '../errors.ts';
import { plural } from '../plural.ts';
import type { Connection } from './connection.ts';
import { findModel, listDatasets, nearModels } from './operations.ts';

/** The id of a model that is there by this id or name. Throws InputError where there is none. */
export async function modelId(connection: Connection, text: string, option = '--model'): Promise<string> {
  const { byId, byName } = await connection.ask(findModel, { text, id: text });
  const model = byId ?? byName;
  if (model) return model.id;
  throw new InputError(
    `${option} must be the name or id of a model at ${connection.server}, which has ${await namesNear(connection, text)}; got ${quoted(text)}`,
  );
}

const NAMED = 5;

/** Names of a few models, those that share most words with the text where any shares one, and how many others there are. */
async function namesNear(connection: Connection, text: string): Promise<string> {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
  const or = [text, ...words.slice(0, 5)].map((contains) => ({ name: { contains } }));
  const { near, all } = await connection.ask(nearModels, { near: { or } });
  const sharedBy = (name: string) => words.filter((word) => name.toLowerCase().includes(word.toLowerCase())).length;
  const nearest = near.names.length > 0 ? near.names.toSorted((a, b) => sharedBy(b) - sharedBy(a)) : all.names;
  const names = nearest.slice(0, NAMED).map(quoted);
  const others = all.totalCount - names.length;
  if (names.length === 0) return 'none';
  return others === 0 ? names.join(', ') : `${names.join(', ')} and ${plural(others, 'other')}`;
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
