import { sentenceCase } from '../format/words.ts';
import { metricName } from '../overview/records.ts';
import { type Filter, parseFilter, withMetricNames } from './filter-expression.ts';
import { FilterError } from './filter-tokens.ts';

/** A filter's text as the API takes it, null where nothing is asked for; or why it can't be read, and at which letter. */
export function readFilter(text: string): { filter: Filter | null } | { problem: string } {
  try {
    const filter = parseFilter(text);
    return { filter: filter ? withMetricNames(filter, metricName) : null };
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const { message, at } = error;
    return { problem: `${sentenceCase(message)}, at letter ${at + 1}.` };
  }
}
