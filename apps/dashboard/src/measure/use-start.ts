'use client';

import { useState } from 'react';
import { type CombinedError, useMutation } from 'urql';
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
import { type TrainingInput, trainingCount } from './training.ts';

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
  const send = useSend();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal>({});
  const run = async (input: MeasureInput) => {
    setRefused({});
    setBusy(true);
    const { payload, error } = await send(input);
    setBusy(false);
    if (error !== undefined) setRefused({ problem: error.message });
    else if (payload !== undefined && payload.userErrors.length > 0) setRefused({ userErrors: payload.userErrors });
    else if (payload?.measurement) onStarted(input, payload.measurement.id);
  };
  return { run, ...refused, busy, forget: () => setRefused({}) };
}

function useSend(): (input: MeasureInput) => Promise<Answer> {
  const [, pathSpectrum] = useMutation(StartPathSpectrum);
  const [, evaluation] = useMutation(StartEvaluation);
  const [, jacobianNorm] = useMutation(StartJacobianNorm);
  const [, fourierHeatMap] = useMutation(StartFourierHeatMap);
  const sendTraining = useSendTraining();
  return async (input) => {
    if ('pathSpectrum' in input) {
      const { data, error } = await pathSpectrum({ input: input.pathSpectrum });
      return { payload: data?.measurePathSpectrum, error };
    }
    if ('evaluation' in input) {
      const { data, error } = await evaluation({ input: input.evaluation });
      return { payload: data?.evaluateModel, error };
    }
    if ('jacobianNorm' in input) {
      const { data, error } = await jacobianNorm({ input: input.jacobianNorm });
      return { payload: data?.measureJacobianNorm, error };
    }
    if ('fourierHeatMap' in input) {
      const { data, error } = await fourierHeatMap({ input: input.fourierHeatMap });
      return { payload: data?.measureFourierHeatMap, error };
    }
    return sendTraining(input.noiseFitting);
  };
}

/** One training by itself where that is all, else a sweep. */
function useSendTraining(): (input: TrainingInput) => Promise<Answer> {
  const [, one] = useMutation(StartNoiseFitting);
  const [, sweep] = useMutation(StartNoiseFittingSweep);
  return async (input) => {
    if (trainingCount(input) === 1) {
      const { data, error } = await one({ input: input.base });
      return { payload: data?.measureNoiseFitting, error };
    }
    const { data, error } = await sweep({ input });
    const payload = data?.measureNoiseFittingSweep;
    return { payload: payload && { ...payload, measurement: payload.measurements[0] ?? null }, error };
  };
}
