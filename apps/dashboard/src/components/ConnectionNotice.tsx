'use client';

import { useEffect, useState } from 'react';
import { retryNow, useConnection } from '../api/connection.ts';
import { clockTime, seconds } from '../format/time.ts';
import { Notice } from './Notice.tsx';

/** Says since when changes no longer arrive, and when the next attempt is. A hiccup of under two seconds is not worth a word. */
export function ConnectionNotice() {
  const connection = useConnection();
  const [now, setNow] = useState(0);
  const lost = connection.state === 'lost';
  useEffect(() => {
    if (!lost) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [lost]);
  if (connection.state !== 'lost' || now - connection.since < 2000) return null;
  const next = Math.max(0, connection.nextAttemptAt - now);
  return (
    <div
      style={{
        maxWidth: 'var(--content)',
        margin: '0 auto',
        padding: '12px var(--page-margin) 0',
        boxSizing: 'border-box',
      }}
    >
      <Notice kind="warning" title={`Connection lost ${seconds(now - connection.since)} ago.`}>
        Values below are from {clockTime(connection.since)}. What was being measured goes on where workers still run.{' '}
        {next > 0 ? `Trying again in ${seconds(next)}.` : 'Trying again.'}{' '}
        <button type="button" className="link" onClick={retryNow}>
          Try now
        </button>
      </Notice>
    </div>
  );
}
