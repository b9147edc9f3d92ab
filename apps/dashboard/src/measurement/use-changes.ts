'use client';

import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useSubscription } from 'urql';
import { useConnection } from '../api/connection.ts';
import { MeasurementChanges } from './documents.ts';
import type { MeasurementHead } from './fragments.ts';

/**
 * Calls `onChange` for every change of any measurement. A hidden tab lets go of its connection, because a browser grants six to
 * one address; `onMissed` is called when changes may have passed unseen: after a lost connection or a time in the background.
 */
export function useMeasurementChanges(onChange: (measurement: MeasurementHead) => void, onMissed: () => void): void {
  const visible = useDocumentVisibility() !== 'hidden';
  const connected = useConnection().state === 'open';
  const handlers = useRef({ onChange, onMissed });
  useEffect(() => {
    handlers.current = { onChange, onMissed };
  });
  useSubscription({ query: MeasurementChanges, pause: !visible }, (_, change) => {
    handlers.current.onChange(change.measurementChanged);
    return change;
  });
  const listening = visible && connected;
  const wasListening = useRef(true);
  useEffect(() => {
    if (listening && !wasListening.current) handlers.current.onMissed();
    wasListening.current = listening;
  }, [listening]);
}
