/** What a person should know of paths that are in no mean, out of all that there are; null where every path is in one. */
export function exclusionWarning(excludedPaths: number, allPaths: number): string | null {
  if (excludedPaths === 0) return null;
  const [excluded, all] = [excludedPaths, allPaths].map((paths) => paths.toLocaleString('en-US'));
  const rule = excludedPaths === 1 ? 'has fewer than 4 samples and is' : 'have fewer than 4 samples and are';
  return `${excluded} of ${all} ${allPaths === 1 ? 'path' : 'paths'} ${rule} in no mean`;
}
