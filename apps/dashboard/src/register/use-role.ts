'use client';

import { useQuery } from 'urql';
import { ViewerQuery } from './documents.ts';

const ranks: Readonly<Record<string, number>> = { WORKER: 0, VIEWER: 1, OPERATOR: 2, ADMIN: 3 };

/** Whether the person at this browser may do what a role may; true while it isn't known, the server has the last word. */
export function useMay(least: 'OPERATOR' | 'ADMIN'): boolean {
  const [{ data }] = useQuery({ query: ViewerQuery });
  const rank = data ? ranks[data.viewer.role] : undefined;
  return rank === undefined || rank >= (ranks[least] ?? 0);
}
