import { plural } from '../format/words.ts';
import { categoriesOf, usualColour } from './colouring.ts';
import { type Condition, conditionKey, conditionsOf, findReference } from './conditions.ts';
import { isMeasured, type ModelRecord } from './records.ts';

/** What a model is among the others of its dataset, the same on every page. */
export interface Standing {
  /** Place in the theme's categories, as on Overview by what was varied; −1, faint, while it isn't known. */
  colour: number;
  /** What its numbers are compared with: the reference's run of the same seed, else its first; undefined for the reference itself. */
  baseline?: { name: string; record: ModelRecord };
}

/**
 * The models that a dataset's pages show: those with numbers on it, and those with a file that have none anywhere and are yet
 * to be measured. `elsewhere` holds the ids of models that are known on other datasets.
 */
export function modelsHere(records: readonly ModelRecord[], elsewhere?: ReadonlySet<string>): ModelRecord[] {
  return records.filter((record) => isMeasured(record) || (!record.external && !elsewhere?.has(record.id)));
}

/** `45 models are known on Fashion-MNIST alone and are not counted here.`; empty where there are none. */
export function elsewhereWords(others: readonly { dataset: string; count: number }[]): string {
  return others
    .filter(({ count }) => count > 0)
    .map(
      ({ dataset, count }) =>
        `${plural(count, 'model')} ${count === 1 ? 'is' : 'are'} known on ${dataset}, not here, and ${count === 1 ? 'is' : 'are'} not counted.`,
    )
    .join(' ');
}

/** Colour and baseline of one model among the records of its dataset. */
export function standingOf(records: readonly ModelRecord[], id: string): Standing {
  const here = modelsHere(records);
  const model = here.find((record) => record.id === id);
  if (!model) return { colour: -1 };
  const conditions = conditionsOf(here);
  const reference = findReference(conditions);
  const colour = categoriesOf(here, reference, usualColour(conditions, reference)).get(model)?.colour ?? -1;
  const record = reference && baselineOf(model, reference);
  return reference && record ? { colour, baseline: { name: reference.name, record } } : { colour };
}

function baselineOf(model: ModelRecord, reference: Condition): ModelRecord | undefined {
  if (conditionKey(model.tags) === reference.key) return undefined;
  const { models } = reference;
  return (
    models.find(({ tags }) => tags.seed === model.tags.seed) ??
    models.find(({ tags }) => tags.seed === '0') ??
    models[0]
  );
}

/** The dataset that pages show before anyone chooses: the first that has images, which models here were measured on; else the first. */
export function usualDataset<Dataset extends { imageCount: number }>(
  datasets: readonly Dataset[],
): Dataset | undefined {
  return datasets.find(({ imageCount }) => imageCount > 0) ?? datasets[0];
}
