'use client';

import { BarSelect } from '../components/BarSelect.tsx';
import { replaceSearch } from '../components/search.ts';
import { type DatasetChoice, withDataset } from './dataset-choice.ts';
import { EstimatorChoice } from './EstimatorChoice.tsx';
import type { Estimator } from './estimator.ts';

interface ModelBarProps {
  datasets: readonly DatasetChoice[];
  dataset: string;
  /** Null where no spectrum is shown. */
  estimator: Estimator | null;
  search: URLSearchParams;
}

/** What everything below is of: the dataset, where there are several, and the estimator of the spectra. */
export function ModelBar({ datasets, dataset, estimator, search }: ModelBarProps) {
  if (datasets.length < 2 && estimator === null) return null;
  return (
    <div className="bar" style={{ borderBottom: 0 }}>
      {datasets.length > 1 && (
        <BarSelect
          label="Dataset"
          options={datasets.map(({ id, name }) => ({ value: id, label: name }))}
          value={dataset}
          onChange={(id) => replaceSearch(withDataset(search, id))}
        />
      )}
      {estimator !== null && <EstimatorChoice estimator={estimator} search={search} />}
    </div>
  );
}
