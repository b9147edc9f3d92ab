import { download } from '../components/download.ts';
import { type DataTable, toCsv } from '../format/csv.ts';
import { plural } from '../format/words.ts';
import { type ModelRecord, metricName } from '../overview/records.ts';

/** Models with all their tags and metrics as a table. */
export function modelsTable(records: readonly ModelRecord[]): DataTable {
  const tags = [...new Set(records.flatMap((record) => Object.keys(record.tags)))];
  const metrics = [...new Set(records.flatMap((record) => Object.keys(record.metrics)))];
  const ends = ['', ': lower', ': upper'];
  return {
    columns: [
      ...['id', 'name', ...tags].map((name) => ({ name })),
      ...metrics.flatMap((key) => ends.map((end) => ({ name: metricName(key) + end }))),
    ],
    rows: records.map((record) => [
      record.id,
      record.name,
      ...tags.map((key) => record.tags[key]),
      ...metrics.flatMap((key) => {
        const metric = record.metrics[key];
        return [metric?.value, metric?.lower, metric?.upper];
      }),
    ]),
  };
}

/** Offers them as a file. */
export function saveModels(records: readonly ModelRecord[], query: string): void {
  const text = toCsv(modelsTable(records), { title: plural(records.length, 'model'), query });
  download('models.csv', new Blob([text], { type: 'text/csv' }));
}
