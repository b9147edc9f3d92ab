import type { Connection } from './connection.ts';
import { type Outcome, readOutcome } from './operations.ts';

/** The numbers that a measurement is about, a line each: its mean or value, and its 95 % bounds. */
export async function outcomeLines(connection: Connection, id: string): Promise<string[]> {
  const { within, between, accuracy, loss, jacobianNorm, errorRateUnshifted, minimum, maximumWaveFitting } =
    await connection.ask(readOutcome, { id });
  return [
    ...line('high-frequency fraction between classes', between),
    ...line('high-frequency fraction within classes', within),
    ...line('accuracy', accuracy && { ...accuracy, mean: accuracy.value }),
    ...line('loss', plain(loss)),
    ...line('Jacobian norm', jacobianNorm),
    ...line('error rate, unshifted', errorRateUnshifted && { ...errorRateUnshifted, mean: errorRateUnshifted.value }),
    ...line('minimum of noise fitting', plain(minimum)),
    ...line('maximum of wave fitting', plain(maximumWaveFitting)),
  ];
}

function plain(mean: number | null | undefined): Outcome['within'] {
  return mean == null ? null : { mean, lower: null, upper: null };
}

function line(name: string, value: Outcome['within']): string[] {
  if (value?.mean == null) return [];
  const { mean, lower, upper } = value;
  const bounds = lower === null || upper === null ? '' : ` (${lower.toFixed(4)} to ${upper.toFixed(4)})`;
  return [`${name.padEnd(40)} ${mean.toFixed(4)}${bounds}`];
}
