import type { Command } from 'commander';
import { type FeedOptions, feedOf, type ImageSourceOptions, outputOf } from '../inputs.ts';
import { subcommand, withFeed, withImageSource } from '../options.ts';
import { plural } from '../plural.ts';
import { Connection, type ServerOptions } from './connection.ts';
import type { Named } from './operations.ts';
import { registerDataset, registerModel } from './operations.ts';
import { withServer } from './options.ts';
import { throwIfRefused } from './refused.ts';
import { type Tag, tag } from './tag.ts';
import { uploadedFile } from './upload.ts';

interface RegisterModelOptions extends ServerOptions, FeedOptions {
  name: string;
  tag?: Tag[];
}

interface RegisterDatasetOptions extends ServerOptions, ImageSourceOptions {
  name: string;
}

/** `passband register model|dataset`: sends a file to a server and makes a thing of it; prints its id, and what it is. */
export function addRegister(program: Command, signal: AbortSignal): void {
  const command = subcommand(program, 'register').description('send a network or a dataset to a server');
  const model = subcommand(command, 'model')
    .description('send a network: ONNX, or a TensorFlow SavedModel or TF.js model in a .zip or .tar.gz')
    .argument('<file>', 'the network')
    .requiredOption('--name <name>', 'what it is called there, unlike every other model')
    .option('--tag <key=value>', 'what was varied in training, may be repeated: augmentation=mixup, seed=0', tag);
  withServer(withFeed(model)).action((file, options) => sendModel(file, options, signal));
  const dataset = subcommand(command, 'dataset')
    .description('send images: .npz, IDX or CIFAR as distributed, or an archive of folders of images, one a class')
    .argument('<file>', 'the images')
    .requiredOption('--name <name>', 'what it is called there, unlike every other dataset');
  withServer(withImageSource(dataset)).action((file, options) => sendDataset(file, options, signal));
}

async function sendModel(file: string, options: RegisterModelOptions, signal: AbortSignal): Promise<void> {
  const connection = new Connection(options, signal);
  const upload = await uploadedFile(connection, file);
  const { name, tag: tags = [] } = options;
  const input = { name, upload, tags, ...feedOf(options), output: outputOf(options) };
  const { model, userErrors } = await connection.ask(registerModel, { input });
  throwIfRefused(userErrors);
  if (!model) return;
  const { format, parameterCount, classCount } = model;
  printMade(model, `${connection.server}/models/${model.id}`, [
    format,
    parameterCount === null ? null : plural(parameterCount, 'parameter'),
    classCount === null ? null : plural(classCount, 'class', 'classes'),
  ]);
}

async function sendDataset(file: string, options: RegisterDatasetOptions, signal: AbortSignal): Promise<void> {
  const connection = new Connection(options, signal);
  const upload = await uploadedFile(connection, file);
  const { name, mean, std, split, resize, crop } = options;
  const input = { name, upload, mean, std, split: split?.toUpperCase(), resize, crop };
  const { dataset, userErrors } = await connection.ask(registerDataset, { input });
  throwIfRefused(userErrors);
  if (!dataset) return;
  const { imageCount, imageShape, classes } = dataset;
  printMade(dataset, `${connection.server}/datasets/${dataset.id}`, [
    `${plural(imageCount, 'image')} of ${imageShape.join(' × ')}`,
    plural(classes.length, 'class', 'classes'),
  ]);
}

/** The id alone on stdout, so that a script can keep it; what was made of the file, and its page, beside it on stderr. */
function printMade({ id, name }: Named, page: string, facts: readonly (string | null)[]): void {
  process.stderr.write(`registered ${name} (${facts.filter((fact) => fact !== null).join(', ')}): ${page}\n`);
  process.stdout.write(`${id}\n`);
}
