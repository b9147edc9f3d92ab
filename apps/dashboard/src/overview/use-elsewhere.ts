'use client';

import { useEffect, useMemo, useState } from 'react';
import { useClient } from 'urql';
import { KnownOnQuery } from './queries.ts';

interface Dataset {
  id: string;
  name: string;
}

const none: ReadonlyMap<string, Set<string>> = new Map();

/** Ids of the models that are known on each dataset but one, by the dataset's name; empty while there is only one dataset. */
export function useElsewhere(datasets: readonly Dataset[], here: string | undefined): ReadonlyMap<string, Set<string>> {
  const client = useClient();
  const [known, setKnown] = useState(none);
  const others = useMemo(() => datasets.filter(({ id }) => id !== here), [datasets, here]);
  useEffect(() => {
    if (others.length === 0) return;
    let current = true;
    const one = async ({ id, name }: Dataset): Promise<[string, Set<string>]> => {
      const { data } = await client.query(KnownOnQuery, { dataset: id });
      return [name, new Set(data?.modelPoints.models.map((model) => model.id))];
    };
    Promise.all(others.map(one)).then((found) => current && setKnown(new Map(found)));
    return () => {
      current = false;
    };
  }, [client, others]);
  return others.length === 0 ? none : known;
}
