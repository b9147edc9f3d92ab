import { dateTime } from '../format/time.ts';
import { plural } from '../format/words.ts';
import { parseParameters } from '../measurement/parameters.ts';
import type { ModelMeasurement } from './documents.ts';

interface ShownSpectrumProps {
  shown: ModelMeasurement;
  measurements: readonly ModelMeasurement[];
}

/** Which path spectrum the numbers and figures are of, and where the others are. */
export function ShownSpectrum({ shown, measurements }: ShownSpectrumProps) {
  const others = measurements.filter(({ id, method }) => method === 'PATH_SPECTRUM' && id !== shown.id).length;
  const { pairsPerGroup } = parseParameters(shown.provenance.parameters);
  const pairs = pairsPerGroup === null ? '' : `${plural(pairsPerGroup, 'pair')} a group, `;
  return (
    <p className="caption" style={{ marginBottom: 10 }}>
      Shown: the path spectrum of {dateTime(shown.createdAt)}, {pairs}seed {shown.seed}.
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
