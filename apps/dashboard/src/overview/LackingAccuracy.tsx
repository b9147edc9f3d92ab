import { Link } from '../components/Link.tsx';
import { measureLink } from '../measure/form.ts';
import { lackingAccuracyWords } from './finding.ts';
import { hasMetrics, type MetricKey, type ModelRecord } from './records.ts';

interface LackingAccuracyProps {
  records: readonly ModelRecord[];
  fraction: MetricKey;
  dataset: string | undefined;
}

/** How many models a figure against accuracy leaves out for want of one, and the way to measure it. */
export function LackingAccuracy({ records, fraction, dataset }: LackingAccuracyProps) {
  const lacking = records.filter((record) => hasMetrics(record, [fraction]) && !hasMetrics(record, ['accuracy']));
  if (lacking.length === 0) return null;
  const measurable = lacking.find(({ external }) => !external);
  return (
    <>
      {lackingAccuracyWords(lacking.length)}
      {measurable && (
        <>
          {' '}
          <Link href={measureLink({ method: 'EVALUATION', model: measurable.id, dataset: dataset ?? '' })}>
            Measure
          </Link>{' '}
          with the method “evaluation” gives it.
        </>
      )}
    </>
  );
}
