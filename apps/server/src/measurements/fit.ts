import type { DatasetRow, ModelRow } from '@passband/store';

/** Why a model can't be measured on a dataset, in a sentence that names both; null where it can. */
export function misfit(model: ModelRow, dataset: DatasetRow): string | null {
  if (model.sha256 === null) return `a model must have a file to be measured; ${model.name} has none`;
  if (dataset.imageShape === null) return `a dataset must have images to be measured on; ${dataset.name} has none`;
  return (
    shapeMisfit(model, dataset, dataset.imageShape) ??
    classMisfit(model, dataset) ??
    channelMisfit(model, dataset, dataset.imageShape[2])
  );
}

function shapeMisfit(
  model: ModelRow,
  dataset: DatasetRow,
  [height, width, channels]: readonly [number, number, number],
): string | null {
  const { inputShape, feed } = model;
  if (inputShape === null) return null;
  const layouts = { NCHW: [channels, height, width], NHWC: [height, width, channels] };
  const fits = (wanted: readonly number[]): boolean =>
    inputShape.length === 3 && inputShape.every((size, axis) => size === -1 || size === wanted[axis]);
  const possible = feed.inputLayout === null ? Object.values(layouts) : [layouts[feed.inputLayout]];
  if (possible.some(fits)) return null;
  const shown = inputShape.map((size) => (size === -1 ? 'any' : size)).join(' × ');
  return `the images must fit the network: ${model.name} takes ${shown}${feed.inputLayout ? ` (${feed.inputLayout})` : ''}, ${dataset.name} has images of ${height} × ${width} × ${channels} (height, width, channels)`;
}

function classMisfit({ name, classCount }: ModelRow, dataset: DatasetRow): string | null {
  if (classCount === null || classCount >= dataset.classes.length) return null;
  return `the network must know every class of the dataset: ${name} gives ${classCount} class${classCount === 1 ? '' : 'es'}, ${dataset.name} has ${dataset.classes.length}`;
}

function channelMisfit({ name, feed }: ModelRow, dataset: DatasetRow, channels: number): string | null {
  for (const [field, values] of Object.entries({ inputMean: feed.inputMean, inputStd: feed.inputStd }))
    if (values !== null && values.length !== channels)
      return `${field} must have a value a channel: ${name} has ${values.length}, the images of ${dataset.name} have ${channels} channel${channels === 1 ? '' : 's'}`;
  return null;
}
