import { Link } from '../components/Link.tsx';
import { ImportResults } from '../register/ImportResults.tsx';
import { RegisterModel } from '../register/RegisterModel.tsx';

/** Title, what the table holds, and the ways to more models. */
export function ModelsHead({ finding, onFilled }: { finding: string; onFilled: () => void }) {
  return (
    <div className="page-head">
      <div>
        <h1>Models</h1>
        <p className="finding" aria-live="polite">
          {finding}
        </p>
      </div>
      <div style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8 }}>
        <ImportResults onImported={onFilled} />
        <RegisterModel onRegistered={onFilled} />
        <Link href="/measure" className="button button-primary">
          Measure a model
        </Link>
      </div>
    </div>
  );
}
