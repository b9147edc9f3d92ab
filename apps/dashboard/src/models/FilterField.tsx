'use client';

import { useEffect, useState } from 'react';
import { BarSelect } from '../components/BarSelect.tsx';
import { quoted, withCondition } from './filter-expression.ts';
import classes from './Models.module.css';
import { readFilter } from './read-filter.ts';

interface FilterFieldProps {
  filter: string;
  onFilter: (filter: string, how: 'push' | 'replace') => void;
  tags: readonly { key: string; values: readonly string[] }[];
}

const pauseMs = 300;

/** A filter as text, with and, or, not; a choice adds a condition. What can't be read says why. */
export function FilterField({ filter, onFilter, tags }: FilterFieldProps) {
  const [text, setText] = useState(filter);
  const [present, setPresent] = useState(filter);
  // Back and forward change the filter from outside.
  if (present !== filter) {
    setPresent(filter);
    setText(filter);
  }
  useEffect(() => {
    if (text === filter) return;
    const timer = setTimeout(() => {
      setPresent(text);
      onFilter(text, 'replace');
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text, filter, onFilter]);
  const read = readFilter(text);
  const options = tags.flatMap(({ key, values }) => values.map((value) => `${quoted(key)} = ${quoted(value)}`));
  return (
    <>
      <div className={`bar-item ${classes.filter}`}>
        <label htmlFor="filter">Filter</label>
        <input
          id="filter"
          className="text-input"
          type="search"
          placeholder={'augmentation = mixup and (accuracy > 90% or not name ~ "seed 2")'}
          aria-invalid={'problem' in read}
          aria-describedby="filter-problem"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {'problem' in read ? (
        <span id="filter-problem" role="status" className={classes.problem}>
          {read.problem}
        </span>
      ) : (
        <BarSelect
          label="Condition"
          options={[{ value: '', label: 'add one' }, ...options.map((value) => ({ value, label: value }))]}
          value=""
          onChange={(addition) => addition !== '' && onFilter(withCondition(text, addition), 'push')}
        />
      )}
    </>
  );
}
