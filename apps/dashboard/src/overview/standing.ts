import { categoriesOf } from './colouring.ts';
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
 * The models that a dataset's pages show. Imported results of other datasets have no numbers here; a model with a file that
 * has none is yet to be measured.
 */
export function modelsHere(records: readonly ModelRecord[]): ModelRecord[] {
  return records.filter((record) => !record.external || isMeasured(record));
}

/** Colour and baseline of one model among the records of its dataset. */
export function standingOf(records: readonly ModelRecord[], id: string): Standing {
  const here = modelsHere(records);
  const model = here.find((record) => record.id === id);
  if (!model) return { colour: -1 };
  const reference = findReference(conditionsOf(here));
  const colour = categoriesOf(here, reference, undefined).get(model)?.colour ?? -1;
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
