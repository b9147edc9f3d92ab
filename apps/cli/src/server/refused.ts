import { InputError, UsageError } from '../errors.ts';
import { inWordsTyped } from '../option-names.ts';
import type { UserError } from './operations.ts';

/** Fields of inputs whose option has another name than theirs; null of those that no option sets. */
const OPTIONS: Readonly<Record<string, string | null>> = {
  ...{ pairsPerGroup: '--pairs', scopes: '--scope', directions: '--direction', curvesPerGroup: '--curves' },
  ...{ tags: '--tag', idempotencyKey: '--key', expiresAt: '--expires' },
  ...{ upload: null, id: null, fileName: null, sizeBytes: null, sha256: null },
};

/**
 * Throws where a mutation did nothing: UsageError for a value that an option gave, InputError for the rest. `ownOptions` are
 * those of this command that are called otherwise.
 */
export function throwIfRefused(errors: readonly UserError[], ownOptions: Readonly<Record<string, string>> = {}): void {
  if (errors.length === 0) return;
  const told = errors.map((error) => {
    const option = optionOf(error, ownOptions);
    return option === null ? error.message : inWordsTyped({ field: fieldOf(error), message: error.message }, option);
  });
  const isUsage = errors.every((error) => error.code === 'INVALID' && optionOf(error, ownOptions) !== null);
  throw new (isUsage ? UsageError : InputError)(told.join('; '));
}

/** `input.pairsPerGroup` is about pairsPerGroup. */
function fieldOf({ field }: UserError): string {
  return field?.[1] ?? '';
}

function optionOf(error: UserError, own: Readonly<Record<string, string>>): string | null {
  const field = fieldOf(error);
  if (field === '') return null;
  const named = own[field] ?? OPTIONS[field];
  return named === undefined ? `--${field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` : named;
}
