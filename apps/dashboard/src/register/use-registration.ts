'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { problemsOf } from '../api/problems.ts';
import { CreateUploadMutation } from './documents.ts';
import { sendFile } from './upload.ts';

/** Where a registration stands. */
export type Registration<Result> =
  | { step: 'idle' }
  | { step: 'sending'; share: number }
  | { step: 'reading' }
  | { step: 'refused'; problems: readonly string[] }
  | { step: 'done'; result: Result };

/** What registering gave: the thing, or why it was refused. */
export type Outcome<Result> = { result: Result } | { problems: readonly string[] };

/**
 * Sends a file and registers what it holds. `register` gets the upload's id. Closing the form stops the sending.
 */
export function useRegistration<Result>(register: (upload: string) => Promise<Outcome<Result>>) {
  const client = useClient();
  const [state, setState] = useState<Registration<Result>>({ step: 'idle' });
  const stopping = useRef<AbortController | undefined>(undefined);
  const reset = useCallback(() => {
    stopping.current?.abort();
    setState({ step: 'idle' });
  }, []);
  useEffect(() => () => stopping.current?.abort(), []);

  async function start(file: File) {
    const stop = new AbortController();
    stopping.current = stop;
    setState({ step: 'sending', share: 0 });
    try {
      const upload = await announced(file);
      const onProgress = (share: number) => setState({ step: 'sending', share });
      await sendFile(upload.url, file, { onProgress, signal: stop.signal });
      setState({ step: 'reading' });
      const outcome = await register(upload.id);
      if (stop.signal.aborted) return;
      setState('result' in outcome ? { step: 'done', ...outcome } : { step: 'refused', ...outcome });
    } catch (error) {
      if (stop.signal.aborted) return;
      setState({ step: 'refused', problems: [error instanceof Error ? error.message : String(error)] });
    }
  }

  async function announced(file: File): Promise<{ id: string; url: string }> {
    const input = { fileName: file.name, sizeBytes: file.size };
    const { data, error } = await client.mutation(CreateUploadMutation, { input });
    if (data?.createUpload.upload) return data.createUpload.upload;
    throw new Error(problemsOf(data?.createUpload.userErrors, error).join(' '));
  }

  return { state, start, reset };
}
