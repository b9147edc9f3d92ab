'use client';

import { useState } from 'react';
import { type Client, type CombinedError, useClient } from 'urql';
import type { ResultOf } from '../api/graphql.ts';
import type { StartedFields } from '../measurement/fragments.ts';
import {
  StartEvaluation,
  StartFourierHeatMap,
  StartJacobianNorm,
  StartNoiseFitting,
  StartNoiseFittingSweep,
  StartPathSpectrum,
} from './documents.ts';
import type { MeasureInput } from './input.ts';
import { trainingCount } from './training.ts';

type Started = ResultOf<typeof StartedFields>;
interface Answer {
  payload: Started | undefined;
  error: CombinedError | undefined;
}
type Refusal = { userErrors?: Started['userErrors']; problem?: string };

/**
 * Starts what an input asks for, one at a time. `onStarted` gets what began; what was refused stands in `userErrors` or
 * `problem` until the next start or `forget`.
 */
export function useStart(onStarted: (input: MeasureInput, id: string) => void) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal>({});
  const run = async (input: MeasureInput) => {
    setRefused({});
    setBusy(true);
    const { payload, error } = await started(client, input);
    setBusy(false);
    if (error !== undefined) setRefused({ problem: error.message });
    else if (payload !== undefined && payload.userErrors.length > 0) setRefused({ userErrors: payload.userErrors });
    else if (payload?.measurement) onStarted(input, payload.measurement.id);
  };
  return { run, ...refused, busy, forget: () => setRefused({}) };
}

/** One training is sent by itself, several as a sweep. */
async function started(client: Client, input: MeasureInput): Promise<Answer> {
  if ('pathSpectrum' in input) return answerOf(await client.mutation(StartPathSpectrum, { input: input.pathSpectrum }));
  if ('evaluation' in input) return answerOf(await client.mutation(StartEvaluation, { input: input.evaluation }));
  if ('jacobianNorm' in input) return answerOf(await client.mutation(StartJacobianNorm, { input: input.jacobianNorm }));
  if ('fourierHeatMap' in input)
    return answerOf(await client.mutation(StartFourierHeatMap, { input: input.fourierHeatMap }));
  const training = input.noiseFitting;
  if (trainingCount(training) === 1)
    return answerOf(await client.mutation(StartNoiseFitting, { input: training.base }));
  const { data, error } = await client.mutation(StartNoiseFittingSweep, { input: training });
  const payload = data?.started;
  return { payload: payload && { ...payload, measurement: payload.measurements[0] ?? null }, error };
}

function answerOf({
  data,
  error,
}: {
  data?: { started: Started } | undefined;
  error?: CombinedError | undefined;
}): Answer {
  return { payload: data?.started, error };
}
