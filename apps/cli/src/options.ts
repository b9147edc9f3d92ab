import { type Command, Option } from 'commander';
import { direction } from './directions.ts';
import { indices, numberAbove0, numberFrom0, numbers, wholeNumber } from './values.ts';

/** A command of its own, whose wrong usage leads to its own help. */
export function subcommand(parent: Command, name: string): Command {
  const path = parent.parent ? `${parent.name()} ${name}` : name;
  return parent.command(name).showHelpAfterError(`Try passband ${path} --help.`);
}

/** Which images are read, and what defines distances on them. */
export function withImageSource(command: Command): Command {
  return command
    .option('--mean <list>', "the dataset's mean a channel, of pixels scaled to 0..1: 0.49,0.48,0.45", numbers)
    .option('--std <list>', "the dataset's standard deviation a channel, likewise", numbers)
    .addOption(
      new Option('--split <part>', 'of a dataset that holds both; all when left out').choices(['train', 'test']),
    )
    .option('--resize <pixels>', 'shorter side of images in a folder, before they are cropped', wholeNumber(1, 8192))
    .option('--crop <pixels>', 'square that is cut from their centre', wholeNumber(1, 8192));
}

/** What a network is fed, and what it gives. */
export function withFeed(command: Command): Command {
  return command
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

/** Options of a path spectrum. */
export function withPaths(command: Command): Command {
  return command
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
    .option('--seed <n>', 'which pairs are drawn', wholeNumber(0), 0);
}

/** What the API calls the units of a cutoff. */
export const CUTOFF_UNITS = {
  'share-of-bins': 'SHARE_OF_BINS',
  'cycles-per-distance': 'CYCLES_PER_DISTANCE',
} as const;

export type CutoffUnitOption = keyof typeof CUTOFF_UNITS;

/** What `--cutoff` counts in; without a default, since a server has its own. */
export function cutoffUnitOption(): Option {
  return new Option('--cutoff-unit <unit>', 'what the cutoff counts in').choices(Object.keys(CUTOFF_UNITS));
}

/** Images at which something is measured, for methods that draw them. */
function withDrawnImages(command: Command): Command {
  return command.option(
    '--images <n>',
    'images that are drawn from all; 1,000, or all of fewer, when left out',
    wholeNumber(1),
  );
}

export interface JacobianNormOptions {
  images?: number;
  directions: number;
  difference: number;
  seed: number;
}

/** Options of a Jacobian norm, here or on a server. */
export function withJacobianNorm(command: Command): Command {
  return withDrawnImages(command)
    .option('--directions <n>', 'random directions, the same for every image', wholeNumber(1), 16)
    .option('--difference <h>', 'length of the forward difference, in normalised pixel space', numberAbove0, 0.01)
    .option('--seed <n>', 'which images and directions are drawn', wholeNumber(0), 0);
}

export interface HeatMapOptions {
  images?: number;
  norm: number;
  maximumImageFrequency?: number;
  seed: number;
}

/** Options of a Fourier heat map, here or on a server. */
export function withHeatMap(command: Command): Command {
  return withDrawnImages(command)
    .option('--norm <l>', 'length of the shift, in normalised pixel space', numberAbove0, 4)
    .option('--maximum-image-frequency <f>', 'only up to so many cycles per image', numberFrom0)
    .option('--seed <n>', 'which images are drawn', wholeNumber(0), 0);
}
