'use client';

import { useCallback, useMemo } from 'react';
import { Link } from '../components/Link.tsx';
import { measurementHref } from '../components/links.ts';
import { Notice } from '../components/Notice.tsx';
import { Loading, LoadingAxes, QueryError } from '../components/States.tsx';
import { useSearchState } from '../components/use-search-state.ts';
import { count, fileWord, plural } from '../format/words.ts';
import { parseParameters } from '../measurement/parameters.ts';
import { estimatorWords } from '../measurement/sentences.ts';
import { isFinal } from '../measurement/status.ts';
import { ClassByClassFigure } from '../model/ClassByClassFigure.tsx';
import { groupRecords, measuredClasses } from '../model/groups.ts';
import type { Cell } from '../plots/class-by-class.ts';
import { ChosenPath } from './ChosenPath.tsx';
import { cellOf } from './cells.ts';
import type { Inspected, InspectedPath } from './documents.ts';
import classes from './Inspector.module.css';
import { InspectorBar } from './InspectorBar.tsx';
import { InspectorHead } from './InspectorHead.tsx';
import { PathList } from './PathList.tsx';
import { isExcluded, orderedPaths } from './paths.ts';
import { cellWords, pathFinding, placeWords } from './sentences.ts';
import { formatInspector, parseInspector, withCell, withPath } from './state.ts';
import { useBesideChoices } from './use-beside.ts';
import { useCellPaths } from './use-cell-paths.ts';
import { useCells } from './use-cells.ts';
import { useModels } from './use-models.ts';

const noPaths: readonly InspectedPath[] = [];

/** The inspector of one path spectrum. */
export function InspectorPage({ measurement }: { measurement: Inspected }) {
  const [state, change] = useSearchState(parseInspector, formatInspector);
  const parameters = useMemo(() => parseParameters(measurement.provenance.parameters), [measurement]);
  const classesHere = useMemo(
    () => measurement.dataset.classes.filter(({ index }) => parameters.classes?.includes(index) ?? true),
    [measurement, parameters],
  );
  const hasDistance = measurement.path === 'LINEAR' || measurement.path === 'DIRECTION';
  const unit = hasDistance ? state.unit : 'SHARE_OF_BINS';
  const cells = useCells(measurement, state, unit, classesHere);
  const { cell } = cells;
  const loaded = useCellPaths({ measurement: measurement.id, cell, cutoff: state.cutoff, unit, wanted: state.path });
  const paths = useMemo(() => orderedPaths(loaded.paths ?? [], state.estimator), [loaded.paths, state.estimator]);
  const path = paths.find(({ id }) => id === state.path) ?? paths[0];
  const choices = useBesideChoices(measurement);
  const models = useModels(measurement, path, choices, { state, cell, unit, among: loaded.paths ?? noPaths });
  const groups = useMemo(() => groupRecords(cells.groups), [cells.groups]);
  const names = useMemo(() => measuredClasses(groups, classesHere), [groups, classesHere]);
  const className = (index: number | undefined) => classesHere.find((one) => one.index === index)?.name ?? '';
  const chosenA = className(cell?.classA);
  const chosenB = className(cell?.classB);
  const chosen = useMemo(() => ({ classA: chosenA, classB: chosenB }), [chosenA, chosenB]);
  const direction = cells.directions.find(({ key }) => key === cell?.direction)?.label;
  const where = cellWords({ classA: chosenA, classB: chosenB, ...(direction !== undefined && { direction }) });
  const open = useCallback(
    (picked: Cell) => {
      const next = cellOf(cells.groups, picked);
      if (next) change(withCell(state, next));
    },
    [cells.groups, change, state],
  );
  const place = path ? paths.indexOf(path) : -1;
  const total = loaded.totalCount ?? paths.length;
  const shown = models.flatMap(({ name, path: own }) => (own ? [{ name, runs: own.mostLikely }] : []));
  const file = fileWord(`${measurement.model.name}-${where}`);
  const empty = cells.loaded && cell === undefined;
  return (
    <>
      <InspectorHead
        measurement={measurement}
        finding={path ? pathFinding(placeWords(place, total, where), shown) : ' '}
        previous={paths[place - 1]?.id}
        next={paths[place + 1]?.id}
        onPath={(id) => change(withPath(state, id))}
      />
      <InspectorBar
        state={{ ...state, unit }}
        onChange={change}
        groups={cells.groups}
        directions={cells.directions}
        classes={classesHere}
        cell={cell}
        hasDistance={hasDistance}
        beside={choices}
      />
      {!isFinal(measurement.status) && <Partial measurement={measurement} />}
      {measurement.status === 'CANCELLED' && measurement.partial && (
        <Notice kind="note" title="Cancelled: of the rounds that were done." />
      )}
      {cells.error !== undefined && <QueryError error={cells.error} what="The cells" retry={cells.refetch} />}
      {loaded.error !== undefined && <QueryError error={loaded.error} what="The paths" retry={loaded.retry} />}
      {empty && isFinal(measurement.status) && (
        <Notice kind="note" title="There are no paths.">
          {measurement.error ?? 'The measurement ended before its first round was done.'}
        </Notice>
      )}
      {!empty && (
        <div className={classes.columns}>
          <div className={classes.side}>
            {measurement.path !== 'DIRECTION' &&
              (cells.loaded ? (
                <ClassByClassFigure
                  groups={groups}
                  classes={names}
                  estimator={state.estimator}
                  fileName={`${fileWord(measurement.model.name)}-class-by-class`}
                  stale={cells.stale}
                  chosen={chosen}
                  onOpen={open}
                  title={
                    measurement.path === 'LINEAR'
                      ? 'Pairs of classes'
                      : `Pairs of classes, ${measurement.path.toLowerCase()} paths`
                  }
                  rule={false}
                />
              ) : (
                <LoadingAxes what="Loading the map…" height={430} />
              ))}
            {loaded.paths === undefined ? (
              <Loading what="Loading paths…" height={560} />
            ) : (
              <div>
                <PathList
                  title={`${plural(total, 'path')} ${where}`}
                  caption={listCaption(paths, total, state.estimator)}
                  paths={paths}
                  chosen={path?.id}
                  estimator={state.estimator}
                  onChoose={(id) => change(withPath(state, id))}
                  fileName={`${file}-paths`}
                  stale={loaded.stale}
                />
                {loaded.hasMore && (
                  <button type="button" className="link" onClick={loaded.more}>
                    Load more of {count(total)}
                  </button>
                )}
              </div>
            )}
          </div>
          <div className={classes.path}>
            {path ? (
              <ChosenPath
                key={path.id}
                measurement={measurement}
                path={path}
                models={models}
                state={{ ...state, unit }}
                curvesPerGroup={parameters.curvesPerGroup}
                onSample={(sample) => change({ ...parseInspector(window.location.search), sample }, 'replace')}
                fileName={file}
                stale={loaded.stale}
              />
            ) : (
              <LoadingAxes what="Loading the path…" height={620} />
            )}
          </div>
        </div>
      )}
    </>
  );
}

function Partial({ measurement }: { measurement: Inspected }) {
  return (
    <Notice kind="note" title={measurement.status === 'QUEUED' ? 'It is queued.' : 'It is still running.'}>
      Paths of the rounds that are done are here; more come by themselves.{' '}
      <Link href={measurementHref(measurement.id)}>Watch</Link>
    </Notice>
  );
}

function listCaption(paths: readonly { samples: number }[], total: number, estimator: string): string {
  const excluded = paths.filter(isExcluded).length;
  return [
    `Fraction: high-frequency fraction of the path, ${estimatorWords(estimator)}; one path has no bounds.`,
    paths.length < total ? `Highest first among the ${count(paths.length)} that are loaded.` : '',
    excluded > 0
      ? `${plural(excluded, 'path')} of fewer than 4 samples ${excluded === 1 ? 'is' : 'are'} in no mean.`
      : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}
