/** Ids that clients see say what they are of: `model-UUID`. The store's own ids don't leave the server without it. */
export type IdKind = 'model' | 'dataset' | 'measurement' | 'path' | 'upload' | 'token';

export const globalId = (kind: IdKind, id: string): string => `${kind}-${id}`;

/** The store's id in a global id of this kind; null where it is of another kind or none at all. */
export function storeId(kind: IdKind, id: string): string | null {
  const prefix = `${kind}-`;
  return id.startsWith(prefix) && id.length > prefix.length && id.length <= 100 ? id.slice(prefix.length) : null;
}

export function kindOf(id: string): IdKind | null {
  const kinds: readonly IdKind[] = ['model', 'dataset', 'measurement', 'path', 'upload', 'token'];
  return kinds.find((kind) => storeId(kind, id) !== null) ?? null;
}
