import { Command, Option } from 'commander';
import { addBackup } from './backup.ts';
import { evaluate } from './evaluate.ts';
import { heatMap } from './heat-map.ts';
import { jacobian } from './jacobian.ts';
import { measure } from './measure.ts';
import {
  cutoffUnitOption,
  subcommand,
  withFeed,
  withHeatMap,
  withImageSource,
  withJacobianNorm,
  withPaths,
} from './options.ts';
import { listRuntimes } from './runtimes.ts';
import { addServerCommands } from './server/commands.ts';
import { numberFrom0, serverAddress, wholeNumber } from './values.ts';
import { VERSION } from './version.ts';
import { worker } from './worker.ts';

const EXAMPLES = `
Examples:
  passband measure net.onnx --dataset images.npz
      Both scopes, 20 pairs of images a group, one sample a unit of distance; the result as a table.
  passband measure net.onnx --dataset images.npz --pairs 100 --seed 1 --json result.json
      The same of 100 pairs a group; every path's numbers in result.json.
  passband measure net.onnx --dataset images.npz --scope within --classes 0,3 --samples 64
      Two classes only, 64 samples on every path, however long it is.
  passband measure net.onnx --dataset images.npz --pairs 1000 --precision 0.01
      As many pairs as it takes until each mean is known to 0.01, at most 1,000 a group.
  passband measure net.onnx --dataset images.npz --path direction
      Image frequency against function frequency: from images along Fourier directions of growing frequency.
  passband evaluate net.onnx --dataset cifar-10-binary.tar.gz --split test
      Accuracy and loss.
  passband jacobian net.onnx --dataset images.npz
      Norm of the Jacobian of the scores.
  passband heat-map net.onnx --dataset images.npz --norm 4 --json map.json
      Error rate under each Fourier basis image.
  passband runtimes
      Where networks can be evaluated here, and what the others need.
  passband register model net.onnx --name "my net" --tag augmentation=mixup --tag seed=0
  passband register dataset images.npz --name "my images"
      Sends both to the server that npm start runs here; its dashboard shows them.
  passband start path-spectrum --model "my net" --dataset "my images" --pairs 50 --watch
      Measures there, and follows it; ID=$(passband start …) and passband watch $ID do the same in two steps.
  passband export measurements ID --format npz --to result.npz
  passband export models --metrics accuracy,highFrequencyFraction.within
      Results as files: every spectrum of a measurement, or a row a model.
  passband import robustnets
      The published metrics of 447 networks.
  passband token create --name "a notebook" --role viewer --server http://gpu-box:4000
      A token for somebody who only reads.
  passband worker --server http://gpu-box:4000 --token TOKEN
      One more worker for a server.
  passband backup passband.tar.gz
      All that a server keeps as one file; docs/backups.md says how while it runs.
  passband restore passband.tar.gz --data new-folder
      Puts it into an empty folder, or an empty PostgreSQL database (DATABASE_URL); --check reads it only.

A dataset is an .npz file (images uint8 [N, H, W, C] or [N, H, W], labels [N]; class_names, mean, std where it has them), a
pair of IDX files, a CIFAR-10 or CIFAR-100 archive as distributed, or a folder with a folder of images for each class, also
zipped. A network is an ONNX file, a TensorFlow SavedModel or a TF.js model that takes one float32 batch of images and gives
logits or probabilities. Distances are in normalised pixel space, (pixel / 255 - mean) / std of the dataset.
Exit codes: 0 done, 1 it failed, 2 wrong usage.`;

const MODEL = 'the network: ONNX, a TensorFlow SavedModel or a TF.js model';

/** The command line. Commands stop at the next batch when the signal is aborted. */
export function passband(signal: AbortSignal): Command {
  const program = new Command('passband')
    .description('Measures the function frequency (spectral bias) of image classifiers.')
    .version(VERSION)
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('Try passband --help.')
    .exitOverride();
  program.commandsGroup('Here, without a server:');
  addMeasure(program, signal);
  addEvaluate(program, signal);
  addJacobian(program, signal);
  addHeatMap(program, signal);
  subcommand(program, 'runtimes').description('list where networks can be evaluated').action(listRuntimes);
  addServerCommands(program, signal);
  addWorker(program, signal);
  addBackup(program, signal);
  return program;
}

function addMeasure(program: Command, signal: AbortSignal): void {
  const command = subcommand(program, 'measure')
    .description('measure the spectra of a network along paths between images, or from images along directions')
    .argument('<model>', MODEL);
  withPaths(withDataset(command))
    .option('--cutoff <c>', 'where high frequencies begin', numberFrom0, 0.1)
    .addOption(cutoffUnitOption().default('share-of-bins'));
  withNetwork(command).action((model, options) => measure(model, options, signal));
}

function addEvaluate(program: Command, signal: AbortSignal): void {
  const command = subcommand(program, 'evaluate')
    .description('accuracy and loss of a network on a dataset')
    .argument('<model>', MODEL);
  withNetwork(withDataset(command)).action((model, options) => evaluate(model, options, signal));
}

function addJacobian(program: Command, signal: AbortSignal): void {
  const command = subcommand(program, 'jacobian')
    .description("norm of the derivative of a network's scores by its input, at images")
    .argument('<model>', MODEL);
  withNetwork(withJacobianNorm(withDataset(command))).action((model, options) => jacobian(model, options, signal));
}

function addHeatMap(program: Command, signal: AbortSignal): void {
  const command = subcommand(program, 'heat-map')
    .description('error rate on images that are shifted along each Fourier basis image')
    .argument('<model>', MODEL);
  withNetwork(withHeatMap(withDataset(command))).action((model, options) => heatMap(model, options, signal));
}

function addWorker(program: Command, signal: AbortSignal): void {
  subcommand(program, 'worker')
    .description('measure for a server, here or on another machine, until it is stopped')
    .addOption(
      new Option('--server <url>', "the server's address")
        .env('PASSBAND_SERVER_URL')
        .argParser(serverAddress)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--token <token>', 'what the server was started with as PASSBAND_WORKER_TOKEN').env(
        'PASSBAND_WORKER_TOKEN',
      ),
    )
    .addOption(
      new Option('--slots <n>', 'shards at a time; one a GPU, else one, when left out')
        .env('PASSBAND_WORKER_SLOTS')
        .argParser(wholeNumber(1)),
    )
    .action((options) => worker(options, signal));
}

function withDataset(command: Command): Command {
  return withImageSource(
    command.requiredOption('--dataset <data>', 'the images: .npz, IDX, CIFAR, or a folder of images for each class'),
  ).option('--json <file>', 'write the whole result there');
}

function withNetwork(command: Command): Command {
  return withFeed(
    command
      .option('--runtime <name>', 'where it is evaluated; passband runtimes lists them', 'auto')
      .option('--batch <n>', 'images in one evaluation; changes the speed only', wholeNumber(1, 65_536)),
  );
}
