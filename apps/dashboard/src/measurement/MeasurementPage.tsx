'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTitle } from '../components/use-title.ts';
import { Provenance } from '../model/Provenance.tsx';
import { measurementFinding } from './finding.ts';
import { LiveView } from './LiveView.tsx';
import classes from './MeasurementPage.module.css';
import type { MeasurementResult } from './results.ts';
import { methodName } from './status.ts';
import { useMeasurement } from './use-measurement.ts';

/** One measurement at its own address. */
export function MeasurementPage({ id }: { id: string }) {
  const router = useRouter();
  const { result } = useMeasurement(id);
  useTitle(result === null ? undefined : `${methodName(result.method)} of ${result.model.name}`);
  return (
    <>
      <div className="page-head" style={{ paddingBottom: 8 }}>
        <div>
          <nav aria-label="Breadcrumb" className={classes.crumbs}>
            <Link href="/models" prefetch={false}>
              Models
            </Link>
            {result !== null && (
              <>
                {' / '}
                <Link href={`/models/${result.model.id}`}>{result.model.name}</Link>
              </>
            )}
          </nav>
          <h1>{result === null ? 'Measurement' : methodName(result.method)}</h1>
          <p className="finding">{result === null ? ' ' : findingWords(result)}</p>
        </div>
      </div>
      <LiveView
        id={id}
        onOther={(other) => router.push(`/measurements/${other}`)}
        aside={
          result === null ? null : (
            <div className={classes.aside}>
              <Provenance model={result.model} dataset={result.dataset} measurement={result} />
            </div>
          )
        }
      />
    </>
  );
}

function findingWords(result: MeasurementResult): string {
  return `${measurementFinding(result)} ${result.model.name} on ${result.dataset.name}.`.trim();
}
