import { refused } from './refusal.ts';

export const LARGEST_PAGE = 100;

/** A page asked for, within bounds. */
export function pageRequest(
  first: number,
  after: string | null | undefined,
): { first: number; after: string | undefined } {
  if (first < 1 || first > LARGEST_PAGE) throw refused(`first must be from 1 to ${LARGEST_PAGE}; got ${first}`);
  return { first, after: after ?? undefined };
}

interface Rows<T> {
  edges: { cursor: string; node: T }[];
  hasNextPage: boolean;
  totalCount: number;
}

/** A page of rows as a Relay connection. */
export function connectionOf<T, N>(page: Rows<T>, node: (row: T) => N) {
  return {
    edges: page.edges.map((edge) => ({ cursor: edge.cursor, node: node(edge.node) })),
    pageInfo: { hasNextPage: page.hasNextPage, endCursor: page.edges.at(-1)?.cursor ?? null },
    totalCount: page.totalCount,
  };
}
