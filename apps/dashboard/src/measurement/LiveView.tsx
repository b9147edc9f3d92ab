'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { useConnection } from '../api/connection.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { Link } from '../components/Link.tsx';
import { measurementHref, modelHref } from '../components/links.ts';
import { Loading, QueryError } from '../components/States.tsx';
import { SymbolMark } from '../components/SymbolMark.tsx';
import { useAhead } from '../components/use-ahead.ts';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import { inspectorHref } from '../inspector/state.ts';
import { useStanding } from '../overview/use-standing.ts';
import { Downloads } from './Downloads.tsx';
import type { MeasurementHead } from './fragments.ts';
import { KeyNumbers } from './KeyNumbers.tsx';
import classes from './LiveView.module.css';
import { liveNumbers } from './live-numbers.ts';
import { Outcome } from './Outcome.tsx';
import { Announcer, ProgressBar } from './Progress.tsx';
import { describeParameters } from './parameters.ts';
import type { MeasurementResult } from './results.ts';
import { StatusWord } from './StatusWord.tsx';
import { canRetry, isFinal, methodName } from './status.ts';
import { useMeasurementActions } from './use-actions.ts';
import type { useMeasurement } from './use-measurement.ts';

const loadFigures = () => import('./MethodFigures.tsx').then(({ MethodFigures }) => MethodFigures);
const MethodFigures = dynamic(loadFigures, {
  ssr: false,
  loading: () => <Loading what="Loading results…" height={330} />,
});

interface LiveViewProps {
  id: string;
  live: ReturnType<typeof useMeasurement>;
  /** Called where a retry made another measurement. */
  onOther: (id: string) => void;
  /** Takes the last place of the grid. */
  aside?: ReactNode;
}

/** One measurement while it runs and after: progress, numbers, bands narrowing. */
export function LiveView({ id, live, onOther, aside }: LiveViewProps) {
  useAhead(loadFigures);
  const { head, result, missing, error, refetch } = live;
  const { colour, baseline } = useStanding(head?.model.id, head?.dataset.id);
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
          <MethodFigures head={head} result={result} colour={colour} reference={baseline?.record.id} />
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
  const router = useRouter();
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
          <Link href={modelHref(model.id)}>{model.name}</Link> · {methodName(method).toLowerCase()}
        </span>
      </h2>
      <StatusWord status={status} />
      <span className="muted">{how.filter((part) => part !== null && part !== '').join(' · ')}</span>
      <div className={classes.buttons}>
        <Downloads measurement={measurement} />
        {method === 'PATH_SPECTRUM' && (
          <Link className="button" href={inspectorHref(id)}>
            Paths
          </Link>
        )}
        <CopyButton
          text={() => window.location.origin + measurementHref(id)}
          label="Copy link"
          otherwise={() => router.push(measurementHref(id))}
          className={`button ${classes.copy}`}
        />
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
