'use client';

import { useState } from 'react';
import { FilterField } from '../models/FilterField.tsx';

interface OverviewFilterProps {
  filter: string | undefined;
  tags: readonly { key: string; values: readonly string[] }[];
  onFilter: (filter: string, how: 'push' | 'replace') => void;
}

/** A button until someone filters, then the filter as the Models page has it. */
export function OverviewFilter({ filter = '', tags, onFilter }: OverviewFilterProps) {
  const [opened, setOpened] = useState(false);
  if (filter === '' && !opened) {
    return (
      <div className="bar-item">
        <button type="button" className="bar-button" onClick={() => setOpened(true)}>
          Add filter
        </button>
      </div>
    );
  }
  return <FilterField filter={filter} tags={tags} onFilter={onFilter} />;
}
