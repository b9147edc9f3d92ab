'use client';

import Link from 'next/link';
import { Suspense, useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { Sign } from '../components/Sign.tsx';
import { QueryError } from '../components/States.tsx';
import { useSearchState } from '../components/use-search-state.ts';
import { plural } from '../format/words.ts';
import { ImportResults } from '../register/ImportResults.tsx';
import { RegisterModel } from '../register/RegisterModel.tsx';
import { usualColumns } from './columns.ts';
import { ChoicesQuery } from './documents.ts';
import classes from './Models.module.css';
import { ModelsBar } from './ModelsBar.tsx';
import { ModelsTable } from './ModelsTable.tsx';
import { formatModels, parseModels, tagOf } from './state.ts';

/** All models, filtered, sorted, with the metrics and tags one wants to see. */
export function Models() {
  return (
    <Suspense fallback={<Head finding="" onFilled={() => {}} />}>
      <Content />
    </Suspense>
  );
}

function Content() {
  const [state, change] = useSearchState(parseModels, formatModels);
  const [{ data, error }, refetch] = useQuery({ query: ChoicesQuery, variables: { dataset: state.dataset ?? null } });
  const [total, setTotal] = useState<number>();
  const [filledTimes, setFilledTimes] = useState(0);
  // Typing replaces the present entry of the history, after a pause.
  const [name, setName] = useState(state.name);
  useEffect(() => {
    if (name === state.name) return;
    const timer = setTimeout(() => change({ ...state, name }, 'replace'), 250);
    return () => clearTimeout(timer);
  }, [name, state, change]);

  const dataset = state.dataset ?? data?.datasets[0]?.id;
  const tags = data?.facets.tags ?? [];
  const metrics = data?.facets.metrics ?? [];
  const columns =
    state.columns ??
    usualColumns(
      metrics,
      tags.map(({ key }) => key),
    );
  const numericTags = new Set(
    tags.filter(({ values }) => values.every((value) => Number.isFinite(Number(value)))).map(({ key }) => `tag:${key}`),
  );
  const filtered = state.name !== '' || state.tags.length > 0;
  return (
    <>
      <Head
        finding={total === undefined ? '' : `${plural(total, 'model')}${filtered ? ' match' : ''}.`}
        onFilled={() => setFilledTimes(filledTimes + 1)}
      />
      <ModelsBar
        {...{ state, tags, metrics, columns, dataset, name }}
        datasets={data?.datasets ?? []}
        onChange={change}
        onName={setName}
      />
      {state.tags.length > 0 && (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, paddingTop: 8 }}>
          {state.tags.map((tag) => (
            <button
              key={tag}
              type="button"
              className={classes.chip}
              aria-label={`Remove the condition ${tag}`}
              onClick={() => change({ ...state, tags: state.tags.filter((other) => other !== tag) })}
            >
              <span className="muted">{tagOf(tag).key}</span> {tagOf(tag).value} <Sign shape="cross" />
            </button>
          ))}
        </div>
      )}
      {error ? (
        <QueryError error={error} what="The models" retry={() => refetch({ requestPolicy: 'network-only' })} />
      ) : (
        data && (
          <ModelsTable
            key={JSON.stringify([state.name, state.tags, state.sort, dataset, filledTimes])}
            {...{ state, columns, dataset, numericTags }}
            onSort={(sort) => change({ ...state, sort }, 'replace')}
            onTotal={setTotal}
            onClear={() => {
              setName('');
              change({ ...state, name: '', tags: [] });
            }}
          />
        )
      )}
    </>
  );
}

function Head({ finding, onFilled }: { finding: string; onFilled: () => void }) {
  return (
    <div className="page-head">
      <div>
        <h1>Models</h1>
        <p className="finding" aria-live="polite">
          {finding}
        </p>
      </div>
      <div style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8 }}>
        <ImportResults onImported={onFilled} />
        <RegisterModel onRegistered={onFilled} />
        <Link href="/measure" className="button button-primary">
          Measure a model
        </Link>
      </div>
    </div>
  );
}
