'use client';

import { useQuery } from 'urql';
import { Link } from '../components/Link.tsx';
import { measurementHref } from '../components/links.ts';
import { refusalWords } from '../format/labels.ts';
import { type Cost, MeasurementCost } from '../measure/documents.ts';
import { type MeasureForm, measureLink } from '../measure/form.ts';
import { type MeasureInput, timesOf } from '../measure/input.ts';
import { costVariables } from '../measure/use-cost.ts';
import { useStart } from '../measure/use-start.ts';
import { StatusWord } from '../measurement/StatusWord.tsx';
import { aboutCount, aboutSeconds } from '../measurement/sentences.ts';
import type { ModelMeasurement } from './documents.ts';
import classes from './Offers.module.css';
import { type Offer, offeredInput } from './offers.ts';

interface OfferRowProps {
  offer: Offer;
  form: Partial<MeasureForm>;
  /** The measurement that waits or runs for it. */
  underway: ModelMeasurement | null;
  onStarted: () => void;
}

/** A result that isn't there yet: what it would say, what it costs, and the way to get it. */
export function OfferRow({ offer, form, underway, onStarted }: OfferRowProps) {
  const input = offeredInput(form);
  const [{ data, error }] = useQuery({
    query: MeasurementCost,
    variables: input === null ? {} : costVariables(input),
    pause: input === null || underway !== null,
  });
  const start = useStart(onStarted);
  const cost = data?.measurementCost;
  const problems = [
    ...(cost?.userErrors ?? []).map(refusalWords),
    ...(start.userErrors ?? []).map(refusalWords),
    ...[start.problem, error?.message].filter((part) => part !== undefined),
  ];
  const isRefused = cost !== undefined && cost.userErrors.length > 0;
  return (
    <tr>
      <td>{offer.name}</td>
      <td className={classes.tells}>
        {offer.tells}
        {problems.length > 0 && <span className={classes.problem}>{problems.join(' ')}</span>}
      </td>
      <td className={`numeric ${classes.images}`}>{isRefused ? '–' : imagesWords(cost, input)}</td>
      <td className="numeric">{isRefused ? '–' : timeWords(cost, input)}</td>
      <td className={classes.actions}>
        {underway === null ? (
          <>
            {!offer.needsForm && input !== null && (
              <button
                type="button"
                className="link"
                disabled={start.busy || isRefused}
                onClick={() => void start.run(input)}
              >
                Measure<span className="visually-hidden"> {offer.name}</span>
              </button>
            )}
            <Link href={measureLink(form)}>
              {offer.needsForm ? 'Set up' : 'Options'}
              <span className="visually-hidden"> of {offer.name}</span>
            </Link>
          </>
        ) : (
          <>
            <StatusWord status={underway.status} progress={underway.progress} />
            <Link href={measurementHref(underway.id)}>
              Watch<span className="visually-hidden"> {offer.name}</span>
            </Link>
          </>
        )}
      </td>
    </tr>
  );
}

function imagesWords(cost: Cost | undefined, input: MeasureInput | null): string {
  return cost === undefined ? ' ' : aboutCount(cost.images * timesOf(input));
}

function timeWords(cost: Cost | undefined, input: MeasureInput | null): string {
  if (cost === undefined) return ' ';
  return cost.secondsEstimated === null ? 'not known yet' : aboutSeconds(cost.secondsEstimated * timesOf(input));
}
