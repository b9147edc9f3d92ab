import { dateTime } from '../format/time.ts';
import { plural } from '../format/words.ts';
import type { MeasuredSpectrum, ModelMeasurement } from './documents.ts';
import { groupRecords } from './groups.ts';
import { groupPathWords } from './sentences.ts';

interface ShownSpectrumProps {
  shown: ModelMeasurement;
  /** What was measured; null while it loads. */
  spectrum: MeasuredSpectrum | null;
  measurements: readonly ModelMeasurement[];
}

/** Which path spectrum the numbers and figures are of, and where the others are. */
export function ShownSpectrum({ shown, spectrum, measurements }: ShownSpectrumProps) {
  const others = measurements.filter(({ id, method }) => method === 'PATH_SPECTRUM' && id !== shown.id).length;
  const paths = groupPathWords(groupRecords(spectrum?.groups ?? []), 'group');
  return (
    <p className="caption" style={{ marginBottom: 10 }}>
      Shown: the path spectrum of {dateTime(shown.createdAt)}, {paths === '' ? '' : `${paths}, `}seed {shown.seed}.
      {others > 0 && (
        <>
          {' '}
          <a href="#measurements" style={{ textDecoration: 'underline' }}>
            {plural(others, 'other path spectrum', 'other path spectra')}
          </a>
        </>
      )}
    </p>
  );
}
