import { Sign } from '../components/Sign.tsx';
import { count } from '../format/words.ts';
import classes from './Overview.module.css';

interface SelectionChipProps {
  /** Models in the selection; undefined where nothing is selected. */
  count: number | undefined;
  outOf: number;
  words: string | undefined;
  onClear: () => void;
}

/** What the lasso holds, and the way out of it; without one, how to draw it. */
export function SelectionChip({ count: selected, outOf, words, onClear }: SelectionChipProps) {
  if (selected === undefined) {
    return (
      <span className="bar-end muted" title="With alt held a rectangle; Esc clears">
        Drag in a figure to select models
      </span>
    );
  }
  return (
    <span className="bar-end">
      <button type="button" className={classes.chip} aria-label="Remove the selection" onClick={onClear}>
        <span className="muted">
          lasso {count(selected)} of {count(outOf)}
        </span>{' '}
        {words} <Sign shape="cross" />
      </button>
    </span>
  );
}
