/** A query as it was asked, for downloads: with its variables, without which it can't be asked again. */
export function askedText(query: string, variables: unknown): string {
  return `${query} variables ${JSON.stringify(variables)}`;
}
