import type { FormEvent, ReactNode } from 'react';
import { FileField } from './FileField.tsx';
import classes from './Register.module.css';
import { Step } from './Step.tsx';
import type { Registration } from './use-registration.ts';

interface RegistrationFormProps {
  file: File | undefined;
  onFile: (file: File) => void;
  /** Which files it takes, in words. */
  kinds: string;
  state: Registration<unknown>;
  onSend: (file: File) => void;
  onStop: () => void;
  /** Why the fields can't be sent; undefined where they can. */
  problem: string | undefined;
  /** Whether the problem is told already: one of fields that nobody touched is not. */
  tellsProblem: boolean;
  children: ReactNode;
}

/** A file, fields about it, what becomes of them, and the buttons: the same for models and datasets. */
export function RegistrationForm({ file, onFile, kinds, state, problem, ...props }: RegistrationFormProps) {
  const busy = state.step === 'sending' || state.step === 'reading';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) props.onSend(file);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <FileField file={file} onFile={onFile} kinds={kinds} disabled={busy} />
      {props.children}
      {props.tellsProblem && problem !== undefined && <p className={classes.problem}>{problem}</p>}
      <Step state={state} />
      <div className={classes.end}>
        <button type="submit" className="button button-primary" disabled={busy || !file || problem !== undefined}>
          Register
        </button>
        {busy && (
          <button type="button" className="button" onClick={props.onStop}>
            Stop
          </button>
        )}
      </div>
    </form>
  );
}
