'use client';

import { useRouter } from 'next/navigation';
import { allModels, Breadcrumb } from '../components/Breadcrumb.tsx';
import { measurementHref, modelHref } from '../components/links.ts';
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
  const live = useMeasurement(id);
  const { result } = live;
  useTitle(result === null ? undefined : `${methodName(result.method)} of ${result.model.name}`);
  return (
    <>
      <div className="page-head" style={{ paddingBottom: 8 }}>
        <div>
          <Breadcrumb
            places={[allModels, ...(result ? [{ name: result.model.name, href: modelHref(result.model.id) }] : [])]}
          />
          <h1>{result === null ? 'Measurement' : methodName(result.method)}</h1>
          <p className="finding">{result === null ? ' ' : findingWords(result)}</p>
        </div>
      </div>
      <LiveView
        {...{ id, live }}
        onOther={(other) => router.push(measurementHref(other))}
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
