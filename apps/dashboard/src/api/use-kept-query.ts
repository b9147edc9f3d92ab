'use client';

import { useState } from 'react';
import { type AnyVariables, type UseQueryArgs, useQuery } from 'urql';
import { type Kept, nextKept } from './kept.ts';

/**
 * As urql's useQuery, with the answer before kept while another is on its way, and where asking for the same again fails. `of`
 * holds the variables that the data answer; `isOld` says that they are not those that are asked for now.
 */
export function useKeptQuery<Data, Variables extends AnyVariables>(
  args: UseQueryArgs<Variables, Data> & { variables: Variables },
) {
  const { variables } = args;
  const [{ data, error, fetching, stale }, refetch] = useQuery(args);
  const [before, setKept] = useState<Kept<Data, Variables>>();
  const kept = nextKept(before, data, variables);
  if (kept !== before) setKept(kept);
  const isOld = kept !== undefined && JSON.stringify(kept.of) !== JSON.stringify(variables);
  // What was asked for will not come: the other answer would stand in its place for good.
  const shown = isOld && error !== undefined ? undefined : kept;
  return [{ data: shown?.data, of: shown?.of, isOld, error, fetching, stale }, refetch] as const;
}
