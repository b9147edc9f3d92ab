'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useMutation } from 'urql';
import { CancelMeasurement, RetryMeasurement } from './documents.ts';

/** Cancel and retry, with what went wrong in words. `onDone` gets the id to look at: a retry may be a new measurement. */
export function useMeasurementActions(onDone: (id: string) => void) {
  const [cancelling, cancel] = useMutation(CancelMeasurement);
  const [retrying, retry] = useMutation(RetryMeasurement);
  const [problem, setProblem] = useState<string>();
  const report = (
    id: string,
    errors: readonly { message: string }[],
    message: string | undefined,
    next: string | undefined,
  ) => {
    const text = [message, ...errors.map((error) => error.message)].filter((part) => part !== undefined).join(' ');
    setProblem(text === '' ? undefined : text);
    if (text === '') onDone(next ?? id);
  };
  return {
    busy: cancelling.fetching || retrying.fetching,
    problem,
    cancel: async (id: string) => {
      const { data, error } = await cancel({ id });
      report(id, data?.cancelMeasurement.userErrors ?? [], error?.message, undefined);
    },
    retry: async (id: string) => {
      const { data, error } = await retry({ id });
      report(id, data?.retryMeasurement.userErrors ?? [], error?.message, data?.retryMeasurement.measurement?.id);
    },
  };
}

/** Puts the permalink on the clipboard, or, where a page may not, opens it. */
export function CopyLink({ id }: { id: string }) {
  const router = useRouter();
  const [copied, setCopied] = useState(false);
  const path = `/measurements/${id}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(`${window.location.origin}${path}`);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      router.push(path);
    }
  };
  return (
    <button type="button" className="button" onClick={copy} style={{ minWidth: 88, justifyContent: 'center' }}>
      {copied ? 'Copied' : 'Copy link'}
    </button>
  );
}
