import { warningWords } from '../format/labels.ts';
import { count } from '../format/words.ts';
import { aboutImages, aboutSeconds } from '../measurement/sentences.ts';
import type { Cost } from './documents.ts';
import classes from './MeasurePage.module.css';

/** What a measurement will cost, before Start. The place is kept while the numbers are on their way. */
export function CostSummary({
  cost,
  loading,
  isSpectrum,
  times,
  problem,
}: {
  cost: Cost | undefined;
  loading: boolean;
  isSpectrum: boolean;
  /** Networks that are trained, each at that cost; 1 of a measurement that trains none. */
  times: number;
  problem: string | undefined;
}) {
  const valid = cost !== undefined && cost.userErrors.length === 0;
  return (
    <div className={classes.cost} data-stale={loading} aria-live="polite">
      <Line name="Will cost" value={valid ? aboutImages(cost.images * times) : '–'} />
      {times > 1 ? (
        <Line name="Networks" value={valid ? `${times} to train` : '–'} />
      ) : (
        isSpectrum && <Line name="Paths" value={valid ? pathsWords(cost) : '–'} />
      )}
      <Line name="On these workers" value={valid ? timeWords(cost.secondsEstimated, times) : '–'} />
      {cost?.warnings.map((warning) => (
        <p key={warning} className={classes.warning}>
          Beware: {warningWords(warning)}
        </p>
      ))}
      {problem !== undefined && <p className={classes.problem}>The cost is not known: {problem}</p>}
    </div>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <span className="muted">{name}</span>
      <span>{value}</span>
    </div>
  );
}

function pathsWords({ withinPaths, betweenPaths }: Cost): string {
  const parts = [
    withinPaths === null || withinPaths === 0 ? null : `${count(withinPaths)} within`,
    betweenPaths === null || betweenPaths === 0 ? null : `${count(betweenPaths)} between`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function timeWords(seconds: number | null, times: number): string {
  return seconds === null ? 'not known before the first' : aboutSeconds(seconds * times);
}
