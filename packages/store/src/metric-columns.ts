import { type Kysely, type RawBuilder, sql } from 'kysely';
import { isId } from './ids.ts';
import type { MetricColumn } from './rows.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

type Asked = Parameters<Store['metrics']['currentColumns']>[1];

/** Entries of each list end to end: places among the ids given as int4, numbers as float8, NaN for none; measurements as JSON. */
interface StoredColumn extends Pick<MetricColumn, 'datasetId' | 'name'> {
  places: Uint8Array;
  measurementIds: string;
  values: Uint8Array;
  standardErrors: Uint8Array;
  lower: Uint8Array;
  upper: Uint8Array;
}

const numbers = (column: string): RawBuilder<unknown> =>
  sql`string_agg(float8send(coalesce(${sql.ref(column)}, 'NaN')), '')`;

/**
 * See Store.metrics.currentColumns. Of tens of thousands of values, a column is one value of bytes: as text each number would
 * be written and read by itself. Ids go in as rows: of a list in a condition each is looked up when the statement is planned.
 */
export async function currentColumns(
  kysely: Kysely<Tables>,
  modelIds: readonly string[],
  { names, datasetId }: Asked,
): Promise<MetricColumn[]> {
  if (datasetId !== undefined && !isId(datasetId)) return [];
  const known = modelIds.filter(isId);
  const onDataset = datasetId === undefined ? sql`true` : sql`v.dataset_id = ${datasetId}`;
  const { rows } = await sql<StoredColumn>`
    select v.dataset_id as "datasetId", v.name, string_agg(int4send(v.place::int), '') as places,
      json_agg(v.measurement_id)::text as "measurementIds", ${numbers('v.value')} as values,
      ${numbers('v.standard_error')} as "standardErrors", ${numbers('v.lower')} as lower, ${numbers('v.upper')} as upper
    from (
      select distinct on (v.model_id, v.name, v.dataset_id) v.*, m.place
      from unnest(${known}::uuid[]) with ordinality m (id, place) join metrics v on v.model_id = m.id
      where v.name = any(${names}::text[]) and ${onDataset}
      order by v.model_id, v.name, v.dataset_id, v.recorded_at desc, v.id desc) v
    group by v.dataset_id, v.name order by max(v.recorded_at) desc, v.dataset_id desc, v.name`.execute(kysely);
  return rows.map(({ places, measurementIds, values, standardErrors, lower, upper, ...head }) => ({
    ...head,
    modelIds: read(places, 4, (view, at) => known[view.getInt32(at) - 1] ?? ''),
    measurementIds: JSON.parse(measurementIds),
    values: read(values, 8, (view, at) => view.getFloat64(at)),
    ...{ standardErrors: bounds(standardErrors), lower: bounds(lower), upper: bounds(upper) },
  }));
}

function bounds(bytes: Uint8Array): (number | null)[] {
  return read(bytes, 8, (view, at) => {
    const value = view.getFloat64(at);
    return Number.isNaN(value) ? null : value;
  });
}

/** Big-endian, as PostgreSQL sends them. */
function read<T>(bytes: Uint8Array, size: number, one: (view: DataView, at: number) => T): T[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / size }, (_, k) => one(view, k * size));
}
