'use client';

import { Link } from '../components/Link.tsx';
import { modelHref } from '../components/links.ts';
import { SymbolMark } from '../components/SymbolMark.tsx';
import { useFigureTheme } from '../components/use-figure-theme.ts';
import classes from './Compare.module.css';

/** A model that was chosen, whether or not it could be compared. */
export interface Chip {
  id: string;
  name: string;
  /** −1: it could not be compared. */
  colour: number;
}

interface ModelChipsProps {
  chips: readonly Chip[];
  /** Id of the reference; undefined while nothing is compared. */
  reference: string | undefined;
  onRemove: (id: string) => void;
  onReference: (id: string) => void;
}

/** The chosen models with their colours: a legend, and the way to take one away or to make it the reference. */
export function ModelChips({ chips, reference, onRemove, onReference }: ModelChipsProps) {
  const theme = useFigureTheme();
  return (
    <ul className={classes.chips} aria-label="Models">
      {chips.map(({ id, name, colour }) => (
        <li key={id} className={classes.chip}>
          {colour >= 0 && <SymbolMark colour={colour} theme={theme} />}
          <Link href={modelHref(id)}>{name}</Link>
          {id === reference && <span className="muted">reference</span>}
          {colour < 0 && <span className="muted">not compared</span>}
          {id !== reference && colour >= 0 && (
            <button
              type="button"
              className={classes.chipAction}
              aria-label={`ref: make ${name} the reference`}
              title="Make it the reference"
              onClick={() => onReference(id)}
            >
              ref
            </button>
          )}
          <button
            type="button"
            className={classes.chipAction}
            aria-label={`Remove ${name}`}
            title="Remove"
            onClick={() => onRemove(id)}
          >
            <svg width={9} height={9} viewBox="-4.5 -4.5 9 9" aria-hidden="true">
              <path d="M-3.2-3.2L3.2 3.2M3.2-3.2L-3.2 3.2" stroke="currentColor" strokeWidth={1.4} />
            </svg>
          </button>
        </li>
      ))}
    </ul>
  );
}
