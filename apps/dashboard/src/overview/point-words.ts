import { quantityValue, valueWords } from './quantity.ts';
import type { ModelRecord } from './records.ts';

/** A model's numbers in words, for the tooltip and for screen readers: `accuracy 91.4 ± 1.2 %, within 0.106 ± 0.016`. */
export function pointWords(record: ModelRecord, keys: readonly string[]): string {
  return keys.map((key) => valueWords(key, quantityValue(record, key))).join(', ');
}
