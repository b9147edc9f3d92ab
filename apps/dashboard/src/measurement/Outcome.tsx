import { Link } from '../components/Link.tsx';
import { Notice } from '../components/Notice.tsx';
import { warningWords } from '../format/labels.ts';
import { plural, sentenceCase } from '../format/words.ts';
import { measureLink } from '../measure/form.ts';
import type { MeasurementHead } from './fragments.ts';
import { failureParts, remedy } from './sentences.ts';

const pathRounds = { name: 'round', one: 'a round', holds: '; a round holds one path of every group' };
const epochs = { name: 'epoch', one: 'an epoch', holds: '' };

/** What there is to say of a measurement beside its numbers: why it failed, that it is partial, what to beware of. */
export function Outcome({
  measurement,
  rounds,
  onRetry,
}: {
  measurement: MeasurementHead;
  rounds: number;
  onRetry: () => void;
}) {
  const { status, warnings, error } = measurement;
  const unit = measurement.method === 'NOISE_FITTING' ? epochs : pathRounds;
  return (
    <>
      {status === 'FAILED' && <Failure measurement={measurement} onRetry={onRetry} />}
      {status === 'CANCELLED' && (
        <Notice
          kind="note"
          title={rounds > 0 ? 'Cancelled: these results are partial.' : `Cancelled before ${unit.one} was done.`}
        >
          {rounds > 0
            ? `They cover the ${plural(rounds, unit.name)} that were done${unit.holds}.`
            : 'There is nothing to show.'}
          {error !== null && ` ${error}`}
        </Notice>
      )}
      {warnings.map((warning) => (
        <Notice key={warning} kind="warning" title="Beware.">
          {sentenceCase(warningWords(warning))}
        </Notice>
      ))}
    </>
  );
}

function Failure({ measurement, onRetry }: { measurement: MeasurementHead; onRetry: () => void }) {
  const { what, why, details } = failureParts(measurement.error);
  return (
    <Notice kind="error" title={`Failed: ${what}.`}>
      {why} {remedy(measurement.error)}
      <div style={{ display: 'flex', gap: 14, marginTop: 4 }}>
        <Link href={measureLink({ model: measurement.model.id })}>Choose another dataset</Link>
        <button type="button" className="link" onClick={onRetry}>
          Retry
        </button>
      </div>
      {details !== '' && (
        <details>
          <summary className="caption">Details</summary>
          <pre style={{ margin: 0, whiteSpace: 'pre-wrap', fontSize: 11 }}>{details}</pre>
        </details>
      )}
    </Notice>
  );
}
