import { Command, Option } from 'commander';
import { direction } from './directions.ts';
import { evaluate } from './evaluate.ts';
import { heatMap } from './heat-map.ts';
import { jacobian } from './jacobian.ts';
import { measure } from './measure.ts';
import { listRuntimes } from './runtimes.ts';
import { indices, numberAbove0, numberFrom0, numbers, wholeNumber } from './values.ts';
import { VERSION } from './version.ts';
import { serverAddress, worker } from './worker.ts';

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
  passband worker --server http://gpu-box:4000 --token TOKEN
      One more worker for a server.

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
  addMeasure(program, signal);
  addEvaluate(program, signal);
  addJacobian(program, signal);
  addHeatMap(program, signal);
  subcommand(program, 'runtimes').description('list where networks can be evaluated').action(listRuntimes);
  addWorker(program, signal);
  return program;
}

function addMeasure(program: Command, signal: AbortSignal): void {
  const command = subcommand(program, 'measure')
    .description('measure the spectra of a network along paths between images, or from images along directions')
    .argument('<model>', MODEL);
  withDataset(command)
    .addOption(
      new Option('--path <kind>', 'straight lines, the amplitudes or phases of low image frequencies, or directions')
        .choices(['linear', 'amplitude', 'phase', 'direction'])
        .default('linear'),
    )
    .addOption(
      new Option('--scope <scope>', 'paths within a class, between two, or both').choices([
        'within',
        'between',
        'both',
      ]),
    )
    .option(
      '--pairs <n>',
      'pairs of images for each class and each pair of classes; of directions, images for each class and direction',
      wholeNumber(1),
      20,
    )
    .option('--classes <list>', 'only these classes, by index: 0,3,5', indices)
    .option('--class-pairs <n>', 'only this many pairs of classes, drawn by the seed', wholeNumber(1))
    .option(
      '--direction <name>',
      'of --path direction, may be repeated: fourier:I,J (cell of the shifted DFT), random, composite-f or composite-inverse-f; without it growing horizontal image frequencies',
      direction,
    )
    .option(
      '--window <w>',
      'of --path amplitude and phase: half-width of the square of image frequencies that move, as a share of the image',
      numberAbove0,
    )
    .option('--step <s>', 'distance between samples, in normalised pixel space; 1 when left out', numberAbove0)
    .option(
      '--samples <n>',
      'a fixed number of samples a path instead of a step; 100 of amplitude and phase, 64 of direction when left out',
      wholeNumber(1, 10_000),
    )
    .option(
      '--precision <p>',
      'each scope stops once its 95 % half-width is at most this; --pairs is the most',
      numberAbove0,
    )
    .option('--cutoff <c>', 'where high frequencies begin', numberFrom0, 0.1)
    .addOption(
      new Option('--cutoff-unit <unit>', 'what the cutoff counts in')
        .choices(['share-of-bins', 'cycles-per-distance'])
        .default('share-of-bins'),
    )
    .option('--seed <n>', 'which pairs are drawn', wholeNumber(0), 0);
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
  withDataset(command)
    .option('--images <n>', 'images that are drawn from all; 1,000, or all of fewer, when left out', wholeNumber(1))
    .option('--directions <n>', 'random directions, the same for every image', wholeNumber(1), 16)
    .option('--difference <h>', 'length of the forward difference, in normalised pixel space', numberAbove0, 0.01)
    .option('--seed <n>', 'which images and directions are drawn', wholeNumber(0), 0);
  withNetwork(command).action((model, options) => jacobian(model, options, signal));
}

function addHeatMap(program: Command, signal: AbortSignal): void {
  const command = subcommand(program, 'heat-map')
    .description('error rate on images that are shifted along each Fourier basis image')
    .argument('<model>', MODEL);
  withDataset(command)
    .option('--images <n>', 'images that are drawn from all; 1,000, or all of fewer, when left out', wholeNumber(1))
    .option('--norm <l>', 'length of the shift, in normalised pixel space', numberAbove0, 4)
    .option('--maximum-image-frequency <f>', 'only up to so many cycles per image', numberFrom0)
    .option('--seed <n>', 'which images are drawn', wholeNumber(0), 0);
  withNetwork(command).action((model, options) => heatMap(model, options, signal));
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
    .action((options) => worker(options, signal));
}

/** A command of its own, whose wrong usage leads to its own help. */
function subcommand(program: Command, name: string): Command {
  return program.command(name).showHelpAfterError(`Try passband ${name} --help.`);
}

function withDataset(command: Command): Command {
  return command
    .requiredOption('--dataset <data>', 'the images: .npz, IDX, CIFAR, or a folder of images for each class')
    .option('--mean <list>', "the dataset's mean a channel, of pixels scaled to 0..1: 0.49,0.48,0.45", numbers)
    .option('--std <list>', "the dataset's standard deviation a channel, likewise", numbers)
    .addOption(
      new Option('--split <part>', 'of a dataset that holds both; all when left out').choices(['train', 'test']),
    )
    .option('--resize <pixels>', 'shorter side of images in a folder, before they are cropped', wholeNumber(1, 8192))
    .option('--crop <pixels>', 'square that is cut from their centre', wholeNumber(1, 8192))
    .option('--json <file>', 'write the whole result there');
}

function withNetwork(command: Command): Command {
  return command
    .option('--runtime <name>', 'where it is evaluated; passband runtimes lists them', 'auto')
    .option('--batch <n>', 'images in one evaluation; changes the speed only', wholeNumber(1, 65_536))
    .option('--input-mean <list>', "what the network is fed: mean a channel, else the dataset's", numbers)
    .option('--input-std <list>', "standard deviation a channel, else the dataset's", numbers)
    .addOption(
      new Option('--input-scale <scale>', 'pixels as 0..1 or as 0..255 before mean and std')
        .choices(['unit', 'byte'])
        .default('unit'),
    )
    .addOption(
      new Option('--input-layout <layout>', "axes of its input, else as the file's shape says").choices([
        'nchw',
        'nhwc',
      ]),
    )
    .addOption(
      new Option('--output <kind>', 'what it gives, else as its values say').choices(['logits', 'probabilities']),
    );
}
