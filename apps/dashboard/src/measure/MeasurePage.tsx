'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { type ComponentProps, useEffect, useMemo, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { HowToFill } from '../components/HowToFill.tsx';
import { QueryError } from '../components/States.tsx';
import { replaceSearch } from '../components/search.ts';
import { usePaced } from '../components/use-paced.ts';
import type { MeasurementHead } from '../measurement/fragments.ts';
import { LiveView } from '../measurement/LiveView.tsx';
import { queueOrder, withChange } from '../measurement/status.ts';
import { useMeasurementChanges } from '../measurement/use-changes.ts';
import { useMeasurement } from '../measurement/use-measurement.ts';
import { FormChoices, ModelsByName, Queue } from './documents.ts';
import { type MeasureForm as Form, formOfUrl, urlOfForm } from './form.ts';
import { MeasureForm } from './MeasureForm.tsx';
import classes from './MeasurePage.module.css';
import { QueueTable } from './QueueTable.tsx';

/** The form on the left; what runs, and the queue, on the right. */
export function MeasurePage() {
  const router = useRouter();
  const search = useSearchParams();
  const [{ data: choices, error }, refreshChoices] = useQuery({ query: FormChoices });
  const [form, change] = useForm();
  const filled = useFilled(form, choices?.datasets);
  const queue = useQueue();
  const asked = search.get('shown');
  const first = queue.list?.[0]?.id ?? null;
  // What is looked at stays when the queue moves on.
  const [held, setHeld] = useState<string | null>(null);
  if (held === null && first !== null) setHeld(first);
  const shown = asked ?? held;
  const show = (id: string) => {
    const next = new URLSearchParams(window.location.search);
    next.set('shown', id);
    router.push(`/measure?${next}`, { scroll: false });
  };
  const unknown = queue.list === null && queue.error !== undefined;
  const table = !unknown && (
    <QueueTable measurements={queue.list} shown={shown} onShow={show} onChanged={queue.refetch} />
  );
  return (
    <>
      <div className="page-head">
        <h1>Measure</h1>
      </div>
      {error !== undefined && <QueryError error={error} what="The choices" retry={refreshChoices} />}
      <div className={classes.page}>
        <MeasureForm
          form={filled}
          choices={choices}
          before={queue.active}
          onChange={change}
          onStarted={(id) => {
            queue.refetch();
            show(id);
          }}
          onTraining={({ base }) => router.push(trainingLink(base))}
        />
        <div className={classes.view}>
          {queue.error !== undefined && <QueryError error={queue.error} what="The queue" retry={queue.refetch} />}
          {shown === null ? (
            queue.list === null ? (
              queue.error === undefined && <Asking />
            ) : (
              <Nothing empty={choices?.datasets.length === 0} />
            )
          ) : (
            <Shown key={shown} id={shown} onOther={show} aside={table} />
          )}
          {shown === null && table}
        </div>
      </div>
    </>
  );
}

/** The measurement that is looked at. */
function Shown(props: Omit<ComponentProps<typeof LiveView>, 'live'>) {
  return <LiveView {...props} live={useMeasurement(props.id)} />;
}

/** Where what is trained is looked at. */
function trainingLink({ dataset, noise, amplitude }: { dataset: string; noise: string; amplitude: number }): string {
  return `/noise-fitting?${new URLSearchParams({ dataset, noise, amplitude: String(amplitude) })}`;
}

/** As high as what says that nothing is measured, so that nothing moves when the answer comes. */
function Asking() {
  return (
    <div className={classes.empty} role="status">
      <h2>Loading what is measured…</h2>
      <p>{'\u00a0'}</p>
    </div>
  );
}

function Nothing({ empty }: { empty: boolean }) {
  return (
    <div className={classes.empty}>
      <h2>Nothing is being measured</h2>
      <p>
        {empty ? (
          <>
            There is no dataset yet. <HowToFill />
          </>
        ) : (
          'Choose a model and a dataset and press Start: progress, the means and the narrowing bands appear here.'
        )}
      </p>
    </div>
  );
}

/** The form's text as it is typed; the address follows, and where the address is changed from outside, so does the form. */
function useForm(): [Form, (change: Partial<Form>) => void] {
  const search = useSearchParams();
  const [form, setForm] = useState(() => formOfUrl(search));
  const written = useRef(urlOfForm(form).toString());
  useEffect(() => {
    const outside = formOfUrl(search);
    const text = urlOfForm(outside).toString();
    if (text === written.current) return;
    written.current = text;
    setForm(outside);
  }, [search]);
  const change = (part: Partial<Form>) => {
    const next = { ...form, ...part };
    written.current = urlOfForm(next).toString();
    setForm(next);
    replaceSearch(urlOfForm(next, new URLSearchParams(window.location.search)));
  };
  return [form, change];
}

/** The form with what was not chosen yet filled in by the first that can be measured, so that a cost stands there at once. */
function useFilled(form: Form, datasets: readonly { id: string; sha256: string | null }[] | undefined): Form {
  const [{ data }] = useQuery({ query: ModelsByName, variables: { contains: '' } });
  return useMemo(() => {
    const model = data?.models.edges.find(({ node }) => node.format !== 'EXTERNAL')?.node.id ?? '';
    const dataset = datasets?.find(({ sha256 }) => sha256 !== null)?.id ?? '';
    return { ...form, model: form.model || model, dataset: form.dataset || dataset };
  }, [form, data, datasets]);
}

/** Those that run, wait, or ended last; live. */
function useQueue() {
  const [{ data, error }, refresh] = useQuery({ query: Queue });
  const [changes, setChanges] = useState<readonly MeasurementHead[]>([]);
  const refetch = usePaced(() => refresh({ requestPolicy: 'network-only' }), 1000);
  const fetched = useMemo(
    () => data && [...data.running.edges, ...data.waiting.edges, ...data.ended.edges].map((edge) => edge.node),
    [data],
  );
  useMeasurementChanges(
    (changed) => {
      setChanges((known) => withChange(known, changed));
      refetch();
    },
    () => {
      setChanges([]);
      refetch();
    },
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was just fetched holds the changes before it
  useEffect(() => setChanges([]), [fetched]);
  const list = useMemo(
    () => (fetched === undefined ? null : queueOrder(changes.reduce(withChange, fetched))),
    [fetched, changes],
  );
  const active = data && data.running.totalCount + data.waiting.totalCount;
  return { list, active, error, refetch };
}
