'use client';

import { useState } from 'react';
import { useClient } from 'urql';
import { problemsOf } from '../api/problems.ts';
import { plural } from '../format/words.ts';
import { ImportedDatasetQuery, ImportPublishedMutation } from './documents.ts';

/** Where the import of published results stands. */
export type ImportState =
  | { step: 'idle' | 'busy' }
  | { step: 'done'; words: string; dataset: string | undefined }
  | { step: 'refused'; problem: string };

/** Imports the results that come with Passband, and finds the dataset that they belong to. */
export function useImport(onImported: () => void) {
  const client = useClient();
  const [state, setState] = useState<ImportState>({ step: 'idle' });
  async function start() {
    setState({ step: 'busy' });
    const { data, error } = await client.mutation(ImportPublishedMutation, {});
    const answer = data?.importResults;
    if (!answer || answer.userErrors.length > 0) {
      setState({ step: 'refused', problem: problemsOf(answer?.userErrors, error).join(' ') });
      return;
    }
    const found = await client.query(ImportedDatasetQuery, {}, { requestPolicy: 'network-only' });
    setState({ step: 'done', words: importWords(answer), dataset: found.data?.dataset?.id });
    onImported();
  }
  return { state, start };
}

/** `447 networks imported`, or what else there is to say. */
export function importWords({ imported, skipped }: { imported: number; skipped: number }): string {
  if (imported === 0) return `All ${plural(skipped, 'network')} were here already`;
  const rest = skipped === 0 ? '' : `; ${plural(skipped, 'other')} ${skipped === 1 ? 'was' : 'were'} here already`;
  return `${plural(imported, 'network')} imported${rest}`;
}
