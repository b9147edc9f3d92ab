'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { usePaced } from '../components/use-paced.ts';
import { useMeasurementChanges } from '../measurement/use-changes.ts';
import type { CutoffUnit } from '../model/fraction.ts';
import type { ChosenCell } from './cells.ts';
import { CellPaths, type InspectedPath } from './documents.ts';
import { alongDirection, directionKey } from './paths.ts';

interface Pages {
  /** What was asked for; another choice's pages show as old until the first of this one's is there. */
  key: string;
  paths: readonly InspectedPath[];
  totalCount: number;
  /** Where the next page begins; null behind the last. */
  next: string | null;
}

interface Choice {
  /** Id of a measurement; undefined: none. */
  measurement: string | undefined;
  cell: ChosenCell | undefined;
  cutoff: number;
  unit: CutoffUnit;
  /** A path that must be among them: pages are loaded until it is, or there are no more. */
  wanted: string | undefined;
  /** So many at least, where there are. */
  least?: number;
}

export interface LoadedPaths {
  /** Of the cell, in the API's order; undefined while the first page loads. */
  paths: readonly InspectedPath[] | undefined;
  /** How many the cell has; along a direction undefined until all are loaded. */
  totalCount: number | undefined;
  hasMore: boolean;
  more: () => void;
  /** They are of the choice before this one. */
  stale: boolean;
  error: CombinedError | undefined;
  retry: () => void;
}

const pageSize = 50;

/** A cell's paths, page by page. Pages are asked for anew while the measurement goes on, at most once in two seconds. */
export function useCellPaths({ measurement, cell, cutoff, unit, wanted, least = 0 }: Choice): LoadedPaths {
  const client = useClient();
  const [pages, setPages] = useState<Pages>();
  const [error, setError] = useState<CombinedError>();
  const [version, setVersion] = useState(0);
  const [asked, setAsked] = useState(pageSize);
  const again = usePaced(() => setVersion((now) => now + 1), 2000);
  useMeasurementChanges((changed) => {
    if (changed.id === measurement) again();
  }, again);
  const key = JSON.stringify([measurement, cell?.classA, cell?.classB, cutoff, unit]);
  const direction = cell?.direction;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for measurement, cell, cutoff and unit
  useEffect(() => {
    if (measurement === undefined || cell === undefined) return;
    let left = false;
    const load = async () => {
      let loaded: Pages = { key, paths: [], totalCount: 0, next: null };
      do {
        const { classA, classB } = cell;
        const variables = { id: measurement, classA, classB, cutoff, unit, first: pageSize, after: loaded.next };
        const { data, error: failed } = await client.query(CellPaths, variables, { requestPolicy: 'network-only' });
        if (left) return;
        setError(failed);
        if (data?.measurement?.__typename !== 'PathSpectrumMeasurement') return;
        const { edges, totalCount, pageInfo } = data.measurement.paths;
        loaded = {
          key,
          paths: [...loaded.paths, ...edges.map(({ node }) => node)],
          totalCount,
          next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
        };
      } while (loaded.next !== null && isLacking(loaded, direction, wanted, Math.max(asked, least)));
      setPages(loaded);
    };
    load();
    return () => {
      left = true;
    };
  }, [client, key, direction, wanted, asked, least, version]);

  const current = measurement === undefined || cell === undefined ? undefined : pages;
  const paths = useMemo(() => current && alongDirection(current.paths, direction), [current, direction]);
  return {
    paths,
    totalCount: direction === undefined ? current?.totalCount : paths?.length,
    hasMore: current !== undefined && current.next !== null && isOpen(current, direction),
    more: useCallback(() => setAsked((now) => now + pageSize), []),
    stale: current !== undefined && current.key !== key,
    error,
    retry: useCallback(() => setVersion((now) => now + 1), []),
  };
}

/** Whether a further page is needed: for the paths asked for, or for one that is wanted. */
function isLacking(pages: Pages, direction: string | undefined, wanted: string | undefined, asked: number): boolean {
  const own = alongDirection(pages.paths, direction);
  if (own.length < asked) return isOpen(pages, direction);
  return wanted !== undefined && pages.paths.length < 1000 && own.every(({ id }) => id !== wanted);
}

/** Whether later pages may hold more: paths come direction by direction, so not where one behind the chosen one was met. */
function isOpen({ paths }: Pages, direction: string | undefined): boolean {
  if (direction === undefined) return true;
  const last = paths.at(-1)?.direction;
  const begun = alongDirection(paths, direction).length > 0;
  return !begun || (last != null && directionKey(last) === direction);
}
