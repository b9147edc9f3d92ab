/** Says what was wrong, with which value, and what would be right, for the person who meets it. Trying again would not help. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}
