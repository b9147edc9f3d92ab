import { type Refusal, refusalWords } from '../format/labels.ts';

/** What a mutation was refused for. */
export function problemsOf(
  userErrors: readonly Refusal[] | undefined,
  error: { message: string } | undefined,
): string[] {
  const said = (userErrors ?? []).map(refusalWords);
  if (said.length > 0) return said;
  return [error?.message ?? 'The server gave no answer.'];
}
