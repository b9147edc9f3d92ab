import { listed, plural } from '../format/words.ts';

/** What is lost with a model. */
export interface Dependents {
  name: string;
  measurements: number;
  metrics: number;
}

const mostNames = 5;

/** What is lost with some models, in words. */
export function dependentsWords(models: readonly Dependents[]): string {
  const sum = (count: (model: Dependents) => number) => models.reduce((total, model) => total + count(model), 0);
  const names = models.slice(0, mostNames).map(({ name }) => name);
  const rest = models.length - names.length;
  const all = listed(rest > 0 ? [...names, `${plural(rest, 'other')}`] : names);
  const measurements = plural(
    sum((model) => model.measurements),
    'measurement',
  );
  const metrics = plural(
    sum((model) => model.metrics),
    'metric',
  );
  return `${all}: with ${measurements} and all their results, and ${metrics}. This can not be undone.`;
}
