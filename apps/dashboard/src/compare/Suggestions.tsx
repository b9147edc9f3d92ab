'use client';

import { HowToFill } from '../components/HowToFill.tsx';
import { Loading } from '../components/States.tsx';
import { sentenceCase } from '../format/words.ts';
import type { ModelRecord } from '../overview/records.ts';
import classes from './Compare.module.css';
import { shortNames } from './names.ts';
import type { Shown } from './series.ts';
import { suggestionsOf } from './suggested.ts';

interface SuggestionsProps {
  /** Undefined while they load. */
  records: readonly ModelRecord[] | undefined;
  /** The one model that is chosen; undefined without one. */
  reference: Shown | undefined;
  onChoose: (ids: readonly string[]) => void;
}

/** How models come here, and some that are worth comparing. */
export function Suggestions({ records, reference, onChoose }: SuggestionsProps) {
  const suggestions = suggestionsOf(records ?? [], reference?.id);
  return (
    <section className={classes.empty} aria-labelledby="how-to-compare">
      <h2 id="how-to-compare">
        {reference ? `Compare ${reference.name} with what?` : 'Choose two models or more, up to eight'}
      </h2>
      <p>
        Add them above by name, with <strong>Compare</strong> on a model&apos;s page, or with the shift key and a click
        on a point of the overview. The first is the reference that the others are subtracted from, on the same paths.
      </p>
      {suggestions.length > 0 && (
        <ul className={classes.suggestions} aria-label="Suggestions">
          {suggestions.map(({ title, names, ids }) => (
            <li key={title}>
              <button type="button" className="link" onClick={() => onChoose(ids)}>
                What {title} changed
              </button>{' '}
              <span className="muted">{sentenceCase(shortNames(names).join(', '))}</span>
            </li>
          ))}
        </ul>
      )}
      {records === undefined && <Loading what="Loading models…" height={20} />}
      {records?.length === 0 && (
        <p>
          No model is here yet. <HowToFill />
        </p>
      )}
    </section>
  );
}
