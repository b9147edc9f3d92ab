'use client';

import Link from 'next/link';
import { type ReactNode, useMemo } from 'react';
import { useConnection } from '../api/connection.ts';
import { Loading, QueryError } from '../components/States.tsx';
import { SymbolMark } from '../components/SymbolMark.tsx';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import { plural } from '../format/words.ts';
import { AccuracyFigure } from '../model/AccuracyFigure.tsx';
import { TrainingFigure } from '../noise-fitting/TrainingFigure.tsx';
import { useStanding } from '../overview/use-standing.ts';
import { forecastSpans } from '../plots/forecast.ts';
import { CopyLink, useMeasurementActions } from './Actions.tsx';
import { ConvergenceFigure } from './ConvergenceFigure.tsx';
import type { MeasurementHead, MeasurementResult, PathSpectrumResult } from './documents.ts';
import { KeyNumbers } from './KeyNumbers.tsx';
import classes from './LiveView.module.css';
import { liveNumbers } from './live-numbers.ts';
import { Outcome } from './Outcome.tsx';
import { Announcer, ProgressBar } from './Progress.tsx';
import { describeParameters, parseParameters, plannedPaths } from './parameters.ts';
import { roundPoints } from './rounds.ts';
import { SpectraFigure } from './SpectraFigure.tsx';
import { StatusWord } from './StatusWord.tsx';
import { spectraFinding } from './sentences.ts';
import { canRetry, isFinal, methodName } from './status.ts';
import { earlyRounds, useMeasurement } from './use-measurement.ts';

/** One measurement while it runs and after: progress, numbers, bands narrowing. `aside` takes the last place of the grid. */
export function LiveView({ id, onOther, aside }: { id: string; onOther: (id: string) => void; aside?: ReactNode }) {
  const { head, result, missing, error, refetch } = useMeasurement(id);
  const { colour } = useStanding(head?.model.id, head?.dataset.id);
  const lost = useConnection().state === 'lost';
  const actions = useMeasurementActions((next) => (next === id ? refetch() : onOther(next)));
  if (head === null) {
    return (
      <>
        {missing ? <p>There is no measurement {id}. It may have been deleted.</p> : null}
        {error !== undefined && <QueryError error={error} what="The measurement" retry={refetch} />}
        {!missing && error === undefined && <Loading what="Loading the measurement…" height={300} />}
        {aside}
      </>
    );
  }
  return (
    <section aria-label={`${head.model.name}, ${methodName(head.method)}`}>
      <Head measurement={head} colour={colour} actions={actions} />
      <div className={classes.notices}>
        <Outcome measurement={head} rounds={roundsOf(result)} onRetry={() => actions.retry(id)} />
        {actions.problem !== undefined && (
          <p role="alert" style={{ margin: 0, color: 'var(--error)' }}>
            {actions.problem}
          </p>
        )}
      </div>
      <div className={classes.values} data-lost={lost && !isFinal(head.status)}>
        <ProgressBar measurement={head} />
        <KeyNumbers numbers={liveNumbers(head, result)} />
        <Announcer measurement={head} />
        <div className={classes.figures}>
          <Figures head={head} result={result} colour={colour} />
          {aside}
        </div>
      </div>
    </section>
  );
}

/** Rounds that are done: of paths, or the epochs of a training. */
function roundsOf(result: MeasurementResult | null): number {
  if (result?.__typename === 'NoiseFittingMeasurement') return result.epochs.length;
  if (result?.__typename !== 'PathSpectrumMeasurement') return 0;
  return Math.max(result.roundsWithin.length, result.roundsBetween.length);
}

function Head({
  measurement,
  colour,
  actions,
}: {
  measurement: MeasurementHead;
  colour: number;
  actions: ReturnType<typeof useMeasurementActions>;
}) {
  const theme = useFigureTheme();
  const { id, model, method, status, runtime, seed, provenance } = measurement;
  const how = [
    runtime,
    method === 'EVALUATION' ? null : `seed ${seed}`,
    describeParameters(method, provenance.parameters),
  ];
  return (
    <div className={classes.head}>
      <h2 className={classes.name}>
        <SymbolMark colour={colour} theme={theme} />
        <span>
          <Link href={`/models/${model.id}`}>{model.name}</Link> · {methodName(method).toLowerCase()}
        </span>
      </h2>
      <StatusWord status={status} />
      <span className="muted">{how.filter((part) => part !== null && part !== '').join(' · ')}</span>
      <div className={classes.buttons}>
        <CopyLink id={id} />
        {!isFinal(status) && (
          <button
            type="button"
            className={`button ${classes.danger}`}
            disabled={actions.busy}
            onClick={() => actions.cancel(id)}
          >
            Cancel
          </button>
        )}
        {canRetry(status) && (
          <button type="button" className="button" disabled={actions.busy} onClick={() => actions.retry(id)}>
            Retry
          </button>
        )}
      </div>
    </div>
  );
}

function Figures({
  head,
  result,
  colour,
}: {
  head: MeasurementHead;
  result: MeasurementResult | null;
  colour: number;
}) {
  if (head.method === 'EVALUATION') {
    return result?.__typename === 'EvaluationMeasurement' ? (
      <AccuracyFigure
        rows={result.byClass}
        imageCount={head.imagesEvaluated}
        colour={colour}
        fileName={fileName(head)}
        height={330}
        rule={false}
      />
    ) : (
      <Loading what="Loading results…" height={330} />
    );
  }
  if (result?.__typename === 'NoiseFittingMeasurement')
    return <TrainingFigure result={result} fileName={fileName(head)} />;
  if (result?.__typename !== 'PathSpectrumMeasurement')
    return result === null ? <Loading what="Loading results…" height={330} /> : null;
  return <PathFigures head={head} result={result} colour={colour} />;
}

function PathFigures({ head, result, colour }: { head: MeasurementHead; result: PathSpectrumResult; colour: number }) {
  const parameters = useMemo(() => parseParameters(head.provenance.parameters), [head.provenance.parameters]);
  const within = useMemo(() => roundPoints(result.roundsWithin), [result.roundsWithin]);
  const between = useMemo(() => roundPoints(result.roundsBetween), [result.roundsBetween]);
  const [withinSpan = null, betweenSpan = null] = useMemo(() => forecastSpans([within, between]), [within, between]);
  const measured = (scope: string) => parameters.scopes === null || parameters.scopes.includes(scope);
  const both = measured('WITHIN_CLASS') && measured('BETWEEN_CLASS');
  const common = {
    status: head.status,
    colour,
    query: 'measurement { rounds(scope) { pathCount highFrequencyFraction { mean lower upper } } }',
    rule: false,
  };
  const rounds = Math.max(within.length, between.length);
  const early = rounds > 2 * earlyRounds ? result.earlySpectra : undefined;
  return (
    <>
      {measured('WITHIN_CLASS') && (
        <ConvergenceFigure
          {...common}
          scope="WITHIN_CLASS"
          rounds={within}
          span={withinSpan}
          total={plannedPaths(result.roundsWithin, result.pairsPerGroup)}
          fileName={`${fileName(head)}-within`}
        />
      )}
      {measured('BETWEEN_CLASS') && (
        <ConvergenceFigure
          {...common}
          scope="BETWEEN_CLASS"
          rounds={between}
          span={betweenSpan}
          total={plannedPaths(result.roundsBetween, result.pairsPerGroup)}
          fileName={`${fileName(head)}-between`}
        />
      )}
      <SpectraFigure
        title={isFinal(head.status) ? spectraFinding : () => 'The spectrum so far'}
        subtitle={
          early === undefined
            ? 'Spectrum of the class probabilities along the paths, periodogram'
            : `Light band: after ${earlyRounds} rounds. Dark: now, ${plural(rounds, 'round')}`
        }
        spectra={result.spectra}
        {...(early === undefined ? {} : { early })}
        estimator="PERIODOGRAM"
        colour={colour}
        note="Periodogram."
        fileName={`${fileName(head)}-spectrum`}
        query="measurement { spectra { scope frequency magnitude lower upper } }"
        height={300}
        rule={both}
      />
    </>
  );
}

function fileName({ model, method }: MeasurementHead): string {
  return `${model.name}-${method.toLowerCase()}`.replace(/[^\p{L}\p{N}]+/gu, '-');
}
