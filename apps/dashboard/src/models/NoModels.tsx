import { EmptyStart } from '../register/EmptyStart.tsx';
import { parseFilter } from './filter-expression.ts';
import { readFilter } from './read-filter.ts';
import { type Known, unmatchedWords } from './unmatched.ts';

interface NoModelsProps {
  filter: string;
  /** The names that a filter can hold. */
  known: Known;
  onFilter: (filter: string) => void;
  onFilled: () => void;
}

/** A table without rows: what would fill it, or the condition to take away. */
export function NoModels({ filter, known, onFilter, onFilled }: NoModelsProps) {
  if (filter.trim() === '') {
    return (
      <EmptyStart title="No models yet" onFilled={onFilled} withModel={false}>
        Drop a model file anywhere on this page, or start from results that are already published.
      </EmptyStart>
    );
  }
  const shorter = withoutLast(filter);
  const read = readFilter(filter);
  const reasons = 'filter' in read && read.filter ? unmatchedWords(read.filter, known) : [];
  return (
    <div style={{ padding: '40px 0', textAlign: 'center' }}>
      <p>
        <strong>No model matches</strong> <code>{filter}</code>
      </p>
      {reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      <p>
        {shorter !== undefined && (
          <button type="button" className="link" onClick={() => onFilter(shorter)}>
            Remove the last condition
          </button>
        )}{' '}
        <button type="button" className="link" onClick={() => onFilter('')}>
          Clear all
        </button>
      </p>
    </div>
  );
}

/** The filter before its last `and`, where that can be read by itself. */
function withoutLast(filter: string): string | undefined {
  const at = filter.toLowerCase().lastIndexOf(' and ');
  if (at < 0) return undefined;
  const shorter = filter.slice(0, at).trim();
  try {
    return parseFilter(shorter) && shorter;
  } catch {
    return undefined;
  }
}
