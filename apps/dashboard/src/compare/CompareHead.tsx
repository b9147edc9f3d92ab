import Link from 'next/link';
import classes from './Compare.module.css';
import { CopyLink } from './CopyLink.tsx';

/** The page's title with its finding, a link to just this, and the way to measure another model. */
export function CompareHead({ finding, dataset }: { finding: string; dataset: string | undefined }) {
  return (
    <div className="page-head">
      <div>
        <h1>Compare</h1>
        <p className="finding" aria-live="polite">
          {finding}
        </p>
      </div>
      <div className={classes.buttons}>
        <CopyLink />
        <Link
          href={`/measure${dataset === undefined ? '' : `?${new URLSearchParams({ dataset })}`}`}
          className="button button-primary"
        >
          Measure another
        </Link>
      </div>
    </div>
  );
}
