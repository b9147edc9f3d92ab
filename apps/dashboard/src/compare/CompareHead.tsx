import { CopyButton } from '../components/CopyButton.tsx';
import { Link } from '../components/Link.tsx';
import { measureLink } from '../measure/form.ts';
import classes from './Compare.module.css';

interface CompareHeadProps {
  finding: string;
  /** The finding is of the choice before, while the answer to this one is on its way. */
  stale?: boolean;
  dataset: string | undefined;
}

/** The page's title with its finding, a link to just this, and the way to measure another model. */
export function CompareHead({ finding, stale = false, dataset }: CompareHeadProps) {
  return (
    <div className="page-head">
      <div>
        <h1>Compare</h1>
        <p className={`finding ${stale ? classes.dim : ''}`} aria-live="polite" aria-busy={stale}>
          {finding}
        </p>
      </div>
      <div className={classes.buttons}>
        <CopyButton
          text={() => window.location.href}
          label="Copy link"
          otherwise="Copy it from the address bar"
          className="button"
        />
        <Link href={measureLink({ dataset: dataset ?? '' })} className="button button-primary">
          Measure another
        </Link>
      </div>
    </div>
  );
}
