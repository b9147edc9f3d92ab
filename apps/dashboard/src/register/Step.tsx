import classes from './Register.module.css';
import type { Registration } from './use-registration.ts';

/** How far a registration is: the share sent, the reading, or why it was refused. */
export function Step({ state }: { state: Registration<unknown> }) {
  if (state.step === 'refused') {
    return (
      <div role="alert">
        {state.problems.map((problem) => (
          <p key={problem} className={classes.problem}>
            {problem}
          </p>
        ))}
      </div>
    );
  }
  if (state.step !== 'sending' && state.step !== 'reading') return null;
  const share = state.step === 'sending' ? state.share : 1;
  return (
    <div>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label="Sent"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(100 * share)}
      >
        <div style={{ width: `${100 * share}%` }} />
      </div>
      <p className="caption" role="status">
        {state.step === 'sending' ? `${Math.floor(100 * share)} % sent` : 'Sent. The server reads the file…'}
      </p>
    </div>
  );
}
