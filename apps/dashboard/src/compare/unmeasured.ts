import { listed } from '../format/words.ts';
import { scopeWords } from '../measurement/sentences.ts';
import type { Scope } from './series.ts';

/** Which models have no paths of a scope; empty where all have. */
export function notMeasuredWords(scope: Scope, names: readonly string[]): string {
  return names.length === 0 ? '' : `Not measured ${scopeWords(scope)}: ${listed([...names])}.`;
}

/** Why no model has a ratio to the reference in a scope; `unmeasured` are the models without paths of it. */
export function noRatioWords(scope: Scope, reference: string, unmeasured: readonly string[]): string {
  const words = scopeWords(scope);
  const why = unmeasured.includes(reference)
    ? `${reference}, the reference, was not measured ${words}`
    : `no other model has paths ${words} in common with ${reference}`;
  return `No ratio ${words}: ${why}.`;
}
