'use client';

import { Suspense, useCallback, useMemo, useState } from 'react';
import { BarSelect } from '../components/BarSelect.tsx';
import { Loading, QueryError } from '../components/States.tsx';
import { useSearchState } from '../components/use-search-state.ts';
import { plural } from '../format/words.ts';
import { ColumnsMenu } from '../model-table/ColumnsMenu.tsx';
import { modelColumns } from '../model-table/columns.ts';
import { saveModels } from '../model-table/csv.ts';
import { ModelGrid } from '../model-table/ModelGrid.tsx';
import { TickedActions } from '../model-table/TickedActions.tsx';
import { tagColumn } from '../overview/tags.ts';
import { modelsQueryText } from './documents.ts';
import { FilterField } from './FilterField.tsx';
import classes from './Models.module.css';
import { ModelsHead } from './ModelsHead.tsx';
import { NoModels } from './NoModels.tsx';
import { formatModels, parseModels } from './state.ts';
import { useModels } from './use-models.ts';

/** All models, filtered, sorted, with the metrics and tags one wants to see. */
export function Models() {
  return (
    <Suspense fallback={<ModelsHead finding="" onFilled={() => {}} />}>
      <Content />
    </Suspense>
  );
}

function Content() {
  const [state, change] = useSearchState(parseModels, formatModels);
  const { records, columns, dataset, datasets, tags, metrics, stale, unread, error, reload } = useModels(state);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => modelColumns(columns, records ?? []), [columns, records]);
  const setFilter = useCallback(
    (filter: string, how: 'push' | 'replace') => change({ ...state, filter }, how),
    [state, change],
  );
  const filtered = state.filter.trim() !== '';
  return (
    <>
      <ModelsHead
        finding={records === undefined ? '' : `${plural(records.length, 'model')}${filtered ? ' match' : ''}.`}
        onFilled={reload}
      />
      <form className="bar" aria-label="What the table holds" onSubmit={(event) => event.preventDefault()}>
        <BarSelect
          label="Metrics on"
          options={datasets.map(({ id, name }) => ({ value: id, label: name }))}
          value={dataset ?? ''}
          onChange={(chosen) => change({ ...state, dataset: chosen })}
        />
        <FilterField filter={state.filter} onFilter={setFilter} tags={tags} />
        <div className={`bar-item bar-end ${classes.actions}`}>
          <TickedActions ticked={ticked} onTicked={setTicked} onDeleted={reload} />
          <ColumnsMenu
            choices={[...metrics, ...tags.map(({ key }) => tagColumn(key))]}
            columns={columns}
            onColumns={(chosen) => change({ ...state, columns: chosen })}
          />
          <button type="button" className="action" onClick={() => records && saveModels(records, modelsQueryText)}>
            CSV
          </button>
        </div>
      </form>
      {error && <QueryError error={error} what="The models" retry={reload} />}
      {!error && records === undefined && !unread && <Loading what="Loading models…" />}
      {records?.length === 0 && (
        <NoModels
          filter={state.filter}
          known={{ tags, metrics }}
          onFilter={(filter) => setFilter(filter, 'push')}
          onFilled={reload}
        />
      )}
      {records !== undefined && records.length > 0 && (
        <div style={stale ? { opacity: 0.55 } : undefined}>
          <ModelGrid
            records={records}
            columns={shown}
            sort={state.sort}
            onSort={(sort) => change({ ...state, sort }, 'replace')}
            ticked={ticked}
            onTicked={setTicked}
            label="Models"
          />
        </div>
      )}
    </>
  );
}
