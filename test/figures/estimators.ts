import { ask } from '../end-to-end/passband.ts';

interface Estimate {
  mean: number;
  upper: number;
}

const ESTIMATORS = ['PERIODOGRAM', 'MIRRORED', 'DISTANCE_POWER'] as const;

/** What each estimator makes of a path spectrum, in words: the figure shows one of them. */
export async function estimatorWords(url: string, id: string): Promise<string> {
  const fields = ESTIMATORS.flatMap((estimator) =>
    ['BETWEEN_CLASS', 'WITHIN_CLASS'].map(
      (scope) =>
        `${estimator}_${scope}: highFrequencyFraction(scope: ${scope}, estimator: ${estimator}) { mean upper }`,
    ),
  );
  const { measurement } = await ask<{ measurement: Record<string, Estimate> }>(
    url,
    `query ($id: ID!) { measurement(id: $id) { ... on PathSpectrumMeasurement { ${fields.join(' ')} } } }`,
    { id },
  );
  const words = (key: string): string => {
    const { mean, upper } = measurement[key] ?? { mean: Number.NaN, upper: Number.NaN };
    return `${mean.toFixed(3)} ± ${(upper - mean).toFixed(3)}`;
  };
  return ESTIMATORS.map(
    (name) => `${name}: ${words(`${name}_BETWEEN_CLASS`)} between classes, ${words(`${name}_WITHIN_CLASS`)} within.`,
  ).join(' ');
}
