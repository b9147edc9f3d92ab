import { Command, Option } from 'commander';
import { evaluate } from './evaluate.ts';
import { measure } from './measure.ts';
import { listRuntimes } from './runtimes.ts';
import { indices, numberAbove0, numberFrom0, numbers, wholeNumber } from './values.ts';
import { VERSION } from './version.ts';

const EXAMPLES = `
Examples:
  passband measure net.onnx --dataset images.npz
      Both scopes, 20 pairs of images a group, one sample a unit of distance; the result as a table.
  passband measure net.onnx --dataset images.npz --pairs 100 --seed 1 --json result.json
      The same of 100 pairs a group; every path's numbers in result.json.
  passband measure net.onnx --dataset images.npz --scope within --classes 0,3 --samples 64
      Two classes only, 64 samples on every path, however long it is.
  passband evaluate net.onnx --dataset images.npz
      Accuracy and loss.

A dataset is an .npz file (images uint8 [N, H, W, C] or [N, H, W], labels [N]; class_names, mean, std where it has them), an
IDX images file with its labels beside it, or the folder of both. A network is an ONNX file that takes one float32 batch of
images and gives logits or probabilities. Exit codes: 0 done, 1 it failed, 2 wrong usage.`;

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
  program.command('runtimes').description('list where networks can be evaluated').action(listRuntimes);
  return program;
}

function addMeasure(program: Command, signal: AbortSignal): void {
  const command = program
    .command('measure')
    .description('measure the spectra of a network along paths between images')
    .argument('<model>', 'the network, an ONNX file');
  withDataset(command)
    .addOption(new Option('--path <kind>', 'linear | amplitude | phase | direction').default('linear'))
    .addOption(
      new Option('--scope <scope>', 'paths within a class, between two, or both').choices([
        'within',
        'between',
        'both',
      ]),
    )
    .option('--pairs <n>', 'pairs of images for each class and each pair of classes', wholeNumber(1), 20)
    .option('--classes <list>', 'only these classes, by index: 0,3,5', indices)
    .option('--class-pairs <n>', 'only this many pairs of classes, drawn by the seed', wholeNumber(1))
    .addOption(
      new Option('--step <s>', 'distance between samples, in normalised pixel space; 1 when left out')
        .argParser(numberAbove0)
        .conflicts('samples'),
    )
    .option('--samples <n>', 'a fixed number of samples a path instead of a step', wholeNumber(1, 10_000))
    .option('--precision <p>', 'stop at this half-width of the bounds (not in this version)')
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
  const command = program
    .command('evaluate')
    .description('accuracy and loss of a network on a dataset')
    .argument('<model>', 'the network, an ONNX file');
  withNetwork(withDataset(command)).action((model, options) => evaluate(model, options, signal));
}

function withDataset(command: Command): Command {
  return command
    .requiredOption('--dataset <data>', 'the images: an .npz file, an IDX images file, or a folder of IDX files')
    .option('--mean <list>', "the dataset's mean a channel, of pixels scaled to 0..1: 0.49,0.48,0.45", numbers)
    .option('--std <list>', "the dataset's standard deviation a channel, likewise", numbers)
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
