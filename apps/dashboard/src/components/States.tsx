'use client';

import { useEffect, useState } from 'react';
import type { CombinedError } from 'urql';
import { Notice } from './Notice.tsx';

/** True after the time in which nothing should flicker: 0.3 s. */
function usePatience(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return over;
}

/** Nothing for 0.3 s, then the lines of axes without data, and words. */
export function LoadingAxes({ what, height }: { what: string; height: number }) {
  const over = usePatience();
  return (
    <div className="loading-axes" data-over={over} style={{ height }} role="status">
      {over && <span>{what}</span>}
    </div>
  );
}

/** Nothing for 0.3 s, then one line. `height` keeps the place of what comes. */
export function Loading({ what = 'Loading…', height = 120 }: { what?: string; height?: number }) {
  const over = usePatience();
  return (
    <div className="muted" role="status" style={{ height, display: 'grid', placeItems: 'center' }}>
      {over ? what : ''}
    </div>
  );
}

/** What went wrong with a request, and what to do. */
export function QueryError({ error, what, retry }: { error: CombinedError; what: string; retry: () => void }) {
  const why = error.networkError
    ? 'The server does not answer.'
    : error.graphQLErrors.map(({ message }) => message).join(' ');
  return (
    <Notice kind="error" title={`${what} could not be loaded.`}>
      {why}{' '}
      <button type="button" className="link" onClick={() => retry()}>
        Try again
      </button>
      <details>
        <summary className="caption">Details</summary>
        <pre style={{ margin: 0, whiteSpace: 'pre-wrap', fontSize: 11 }}>{error.toString()}</pre>
      </details>
    </Notice>
  );
}
