/** Says what was wrong, with which value, and what would be right, for the person who meets it. Trying again would not help. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** What went wrong in a line: messages of native libraries go on with where it was. */
export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
