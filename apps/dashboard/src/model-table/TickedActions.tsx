'use client';

import { compareHref, mostModels } from '../compare/url.ts';
import { Link } from '../components/Link.tsx';
import { DeleteModels } from './DeleteModels.tsx';

interface TickedActionsProps {
  ticked: ReadonlySet<string>;
  onTicked: (ticked: ReadonlySet<string>) => void;
  onDeleted: () => void;
}

/** What can be done with the models that have a tick. */
export function TickedActions({ ticked, onTicked, onDeleted }: TickedActionsProps) {
  if (ticked.size === 0) return null;
  const ids = [...ticked];
  return (
    <>
      <span className="caption">{ids.length} selected</span>
      {ids.length <= mostModels ? (
        <Link className="action" href={compareHref(ids)}>
          Compare
        </Link>
      ) : (
        <span className="caption">up to {mostModels} can be compared</span>
      )}
      <DeleteModels
        ids={ids}
        onDeleted={() => {
          onTicked(new Set());
          onDeleted();
        }}
      />
      <button type="button" className="action" onClick={() => onTicked(new Set())}>
        Clear
      </button>
    </>
  );
}
