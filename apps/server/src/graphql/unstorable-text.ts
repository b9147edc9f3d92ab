/** PostgreSQL's codes for text that it can not hold: of U+0000, as it is and within JSON. */
const CODES: readonly unknown[] = ['22021', '22P05'];

/** What is wrong where the database refused a text; null for any other error. */
export function unstorableText(error: unknown): string | null {
  const isRefused = error instanceof Error && 'code' in error && CODES.includes(error.code);
  return isRefused ? 'text must not have the character U+0000 in it; got one that has' : null;
}
