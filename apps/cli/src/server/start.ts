import type { Command } from 'commander';
import {
  type HeatMapOptions,
  type JacobianNormOptions,
  subcommand,
  withHeatMap,
  withJacobianNorm,
  withPaths,
} from '../options.ts';
import { checkPathOptions, type PathOptions, pathInput } from '../path-options.ts';
import { wholeNumber } from '../values.ts';
import { datasetId, modelId } from './chosen.ts';
import { Connection, type ServerOptions } from './connection.ts';
import { type NoiseFittingOptions, noiseFittingInput, withNoiseFitting } from './noise-fitting.ts';
import {
  type Operation,
  type Started,
  startEvaluation,
  startFourierHeatMap,
  startJacobianNorm,
  startNoiseFitting,
  startPathSpectrum,
} from './operations.ts';
import { withServer } from './options.ts';
import { throwIfRefused } from './refused.ts';
import { watch } from './watch.ts';

interface StartOptions extends ServerOptions {
  model?: string;
  dataset: string;
  runtime: string;
  priority?: number;
  key?: string;
  watch?: boolean;
}

type Input = Readonly<Record<string, unknown>>;

/** `passband start METHOD`: starts a measurement on a server and prints its id. */
export function addStart(program: Command, signal: AbortSignal): void {
  const command = subcommand(program, 'start').description('start a measurement on a server');
  addPathSpectrum(command, signal);
  addEvaluation(command, signal);
  addJacobianNorm(command, signal);
  addHeatMap(command, signal);
  addNoiseFitting(command, signal);
}

function addPathSpectrum(command: Command, signal: AbortSignal): void {
  const named = subcommand(command, 'path-spectrum').description('spectra along paths between images');
  const paths = withPriority(withPaths(withMeasured(named))).option(
    '--curves <n>',
    'how many paths of each group keep their probabilities',
    wholeNumber(0),
  );
  withServer(paths).action((options: StartOptions & PathOptions & { curves?: number }) => {
    checkPathOptions(options);
    return start(startPathSpectrum, options, { ...pathInput(options), curvesPerGroup: options.curves }, signal);
  });
}

function addEvaluation(command: Command, signal: AbortSignal): void {
  const named = subcommand(command, 'evaluation').description('accuracy and loss on all images');
  withServer(withMeasured(named)).action((options: StartOptions) => start(startEvaluation, options, {}, signal));
}

function addJacobianNorm(command: Command, signal: AbortSignal): void {
  const named = subcommand(command, 'jacobian-norm').description('how far the scores move with the input');
  withServer(withPriority(withJacobianNorm(withMeasured(named)))).action(
    (options: StartOptions & JacobianNormOptions) => {
      const { images, directions, difference, seed } = options;
      return start(startJacobianNorm, options, { images, directions, difference, seed }, signal);
    },
  );
}

function addHeatMap(command: Command, signal: AbortSignal): void {
  const named = subcommand(command, 'fourier-heat-map').description('error rate under each Fourier basis image');
  withServer(withPriority(withHeatMap(withMeasured(named)))).action((options: StartOptions & HeatMapOptions) => {
    const { images, norm, maximumImageFrequency, seed } = options;
    return start(startFourierHeatMap, options, { images, norm, maximumImageFrequency, seed }, signal);
  });
}

function addNoiseFitting(command: Command, signal: AbortSignal): void {
  const named = subcommand(command, 'noise-fitting').description('train a network on labels smoothed by a wave');
  withServer(withPriority(withNoiseFitting(withDataset(named)))).action(
    async (options: StartOptions & NoiseFittingOptions) => {
      const connection = new Connection(options, signal);
      return start(startNoiseFitting, options, await noiseFittingInput(connection, options), signal);
    },
  );
}

function withMeasured(command: Command): Command {
  return withDataset(command.requiredOption('--model <name>', 'which model, by name or id'));
}

function withDataset(command: Command): Command {
  return command
    .requiredOption('--dataset <name>', 'on which dataset, by name or id')
    .option('--runtime <name>', 'what runs it, e.g. onnx/cpu', 'auto')
    .option('--key <key>', 'the same key again gives the same measurement and starts none')
    .option('--watch', 'follow it until it ends, as passband watch does');
}

function withPriority(command: Command): Command {
  return command.option('--priority <n>', 'larger goes first', wholeNumber(0));
}

async function start(
  operation: Operation<Started>,
  options: StartOptions,
  own: Input,
  signal: AbortSignal,
): Promise<void> {
  const connection = new Connection(options, signal);
  const { runtime, priority, key: idempotencyKey } = options;
  const dataset = await datasetId(connection, options.dataset);
  const model = options.model === undefined ? undefined : await modelId(connection, options.model);
  const input = { ...own, model, dataset, runtime, priority, idempotencyKey };
  const { measurement, warnings, userErrors } = await connection.ask(operation, { input });
  throwIfRefused(userErrors, operation === startJacobianNorm ? { directions: '--directions' } : {});
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  if (!measurement) return;
  process.stdout.write(`${measurement.id}\n`);
  if (options.watch) await watch(connection, measurement.id);
}
