'use client';

import { Link } from '../components/Link.tsx';
import { useImport } from './use-import.ts';
import { useMay } from './use-role.ts';

/** Published results of 447 networks ("Models Out of Line"), one click away; what came of it stands beside the button. */
export function ImportResults({ onImported, primary = false }: { onImported: () => void; primary?: boolean }) {
  const may = useMay('OPERATOR');
  const { state, start } = useImport(onImported);
  if (state.step === 'done') {
    return (
      <span role="status">
        {state.words}.{' '}
        {state.dataset !== undefined && (
          <Link href={`/?${new URLSearchParams({ dataset: state.dataset })}`}>See them on CIFAR-10</Link>
        )}
      </span>
    );
  }
  return (
    <>
      <button
        type="button"
        className={primary ? 'button button-primary' : 'button'}
        disabled={!may || state.step === 'busy'}
        title={may ? 'From “Models Out of Line” (arXiv 2207.04075)' : 'Needs a token of role operator'}
        onClick={start}
      >
        {state.step === 'busy' ? 'Importing…' : 'Import the published metrics of 447 networks'}
      </button>
      {state.step === 'refused' && (
        <span role="alert" style={{ color: 'var(--error)' }}>
          {state.problem}
        </span>
      )}
    </>
  );
}
