/** By what a composite direction weighs all basis images; undefined for other kinds. */
export function compositeWeight(kind: string): string | undefined {
  if (kind === 'COMPOSITE_F') return 'f²';
  return kind === 'COMPOSITE_INVERSE_F' ? '1/f²' : undefined;
}
