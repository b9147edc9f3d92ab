import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { UsageError } from '../errors.ts';
import { CUTOFF_UNITS, type CutoffUnitOption, cutoffUnitOption, subcommand } from '../options.ts';
import { checkResultFile } from '../result-file.ts';
import { numberFrom0 } from '../values.ts';
import { writeWhole } from '../whole-file.ts';
import { datasetId } from './chosen.ts';
import { Connection, type ServerOptions } from './connection.ts';
import { withServer } from './options.ts';

interface ExportOptions extends ServerOptions {
  format: 'csv' | 'json' | 'npz';
  to?: string;
}

interface MeasurementOptions extends ExportOptions {
  cutoff?: number;
  cutoffUnit?: CutoffUnitOption;
}

interface ModelOptions extends ExportOptions {
  filter?: string;
  metrics?: string;
  dataset?: string;
}

/** `passband export measurements|models`: results as files. */
export function addExport(program: Command, signal: AbortSignal): void {
  const command = subcommand(program, 'export').description('results of a server as a file');
  const measurements = subcommand(command, 'measurements')
    .description('what a measurement found, a row a path, class, image, cell or epoch')
    .argument('<id>', 'of the measurement');
  withServer(
    withFile(measurements, ['csv', 'json', 'npz'])
      .option('--cutoff <c>', 'of path spectra: where high frequencies begin; 0.1 when left out', numberFrom0)
      .addOption(cutoffUnitOption()),
  ).action((id, options: MeasurementOptions) => exportMeasurement(id, options, signal));
  const models = subcommand(command, 'models').description('models with their tags and current metrics, a row a model');
  withServer(
    withFile(models, ['csv', 'json'])
      .option('--filter <json>', 'which: a ModelFilter of the API, such as {"tag":{"key":"augmentation","eq":"mixup"}}')
      .option('--metrics <names>', 'only these metrics, with commas between them')
      .option('--dataset <name>', 'values on this dataset, by name or id'),
  ).action((options: ModelOptions) => exportModels(options, signal));
}

function withFile(command: Command, formats: string[]): Command {
  return command
    .addOption(new Option('--format <format>', 'of the file').choices(formats).default('csv'))
    .option('--to <file>', 'where to write it; stdout when left out');
}

async function exportMeasurement(id: string, options: MeasurementOptions, signal: AbortSignal): Promise<void> {
  const { cutoff, cutoffUnit } = options;
  const unit = cutoffUnit && CUTOFF_UNITS[cutoffUnit];
  const route = `/export/measurements/${encodeURIComponent(id)}`;
  await download(new Connection(options, signal), route, { cutoff: cutoff?.toString(), cutoffUnit: unit }, options);
}

async function exportModels(options: ModelOptions, signal: AbortSignal): Promise<void> {
  const connection = new Connection(options, signal);
  const { filter, metrics } = options;
  const dataset = options.dataset === undefined ? undefined : await datasetId(connection, options.dataset);
  await download(connection, '/export/models', { filter, metrics, dataset }, options);
}

async function download(
  connection: Connection,
  route: string,
  parameters: Readonly<Record<string, string | undefined>>,
  { format, to }: ExportOptions,
): Promise<void> {
  if (format === 'npz' && to === undefined && process.stdout.isTTY)
    throw new UsageError('--format npz needs --to FILE, or a pipe: it is not for a terminal');
  await checkResultFile(to, '--to');
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  const bytes = await connection.bytes(`${route}.${format}?${query}`);
  try {
    if (to === undefined) await pipeline(bytes, process.stdout, { end: false });
    else await writeWhole(to, bytes);
  } catch (error) {
    if (!isEnough(error)) throw error;
  }
}

/** A reader such as `head` that has seen enough is no failure. */
function isEnough(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
