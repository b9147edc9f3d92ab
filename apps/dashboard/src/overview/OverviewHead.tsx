import { Link } from '../components/Link.tsx';

/** Title and finding of the page. */
export function OverviewHead({ finding, coverage }: { finding: string; coverage: string }) {
  return (
    <div className="page-head">
      <div>
        <div style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: '0 12px' }}>
          <h1>Overview</h1>
          <span className="muted" aria-live="polite">
            {coverage}
          </span>
        </div>
        <p className="finding">{finding}</p>
      </div>
      <div>
        <Link href="/measure" className="button button-primary">
          Measure a model
        </Link>
      </div>
    </div>
  );
}
