'use client';

import dynamic from 'next/dynamic';
import { useQuery } from 'urql';
import { Link } from '../components/Link.tsx';
import { measurementHref } from '../components/links.ts';
import { Notice } from '../components/Notice.tsx';
import { Loading, QueryError } from '../components/States.tsx';
import { useAhead } from '../components/use-ahead.ts';
import { useTitle } from '../components/use-title.ts';
import { useRefetch } from '../measurement/use-refetch.ts';
import { InspectedMeasurement } from './documents.ts';

const loadPage = () => import('./InspectorPage.tsx').then(({ InspectorPage }) => InspectorPage);
const InspectorPage = dynamic(loadPage, { ssr: false, loading: LoadingMeasurement });

/** From a cell of the class × class map to its paths, from a path to its images and curves. */
export function PathInspector({ id }: { id: string }) {
  useAhead(loadPage);
  const [{ data, error }, refresh] = useQuery({ query: InspectedMeasurement, variables: { id } });
  const refetch = useRefetch(refresh, (changed) => changed.id === id);
  const measurement = data?.measurement;
  useTitle(measurement ? `Paths of ${measurement.model.name}` : undefined);
  if (measurement?.__typename === 'PathSpectrumMeasurement')
    return <InspectorPage key={id} measurement={measurement} />;
  if (error !== undefined) return <QueryError error={error} what="The measurement" retry={refetch} />;
  if (data === undefined) return <LoadingMeasurement />;
  if (!measurement) return <Notice kind="note" title={`There is no measurement ${id}.`} />;
  return (
    <Notice kind="note" title="This measurement has no paths: it is no path spectrum.">
      <Link href={measurementHref(id)}>Its results</Link>
    </Notice>
  );
}

function LoadingMeasurement() {
  return <Loading what="Loading the measurement…" height={900} />;
}
