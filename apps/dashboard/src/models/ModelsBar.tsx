'use client';

import { Menu } from '@mantine/core';
import { BarSelect } from '../components/BarSelect.tsx';
import { Sign } from '../components/Sign.tsx';
import { columnName } from './columns.ts';
import type { ModelsState } from './state.ts';

interface ModelsBarProps {
  state: ModelsState;
  onChange: (state: ModelsState) => void;
  name: string;
  onName: (name: string) => void;
  datasets: readonly { id: string; name: string }[];
  dataset: string | undefined;
  tags: readonly { key: string; values: readonly string[] }[];
  metrics: readonly string[];
  columns: readonly string[];
}

/** What the table holds: dataset of the metrics, part of a name, tags, columns. */
export function ModelsBar(props: ModelsBarProps) {
  const { state, onChange, datasets, dataset, tags, metrics, columns } = props;
  const tagOptions = tags.flatMap(({ key, values }) => values.map((value) => `${key}=${value}`));
  const free = tagOptions.filter((tag) => !state.tags.includes(tag));
  return (
    <form className="bar" aria-label="What the table holds" onSubmit={(event) => event.preventDefault()}>
      <BarSelect
        label="Dataset"
        options={datasets.map(({ id, name }) => ({ value: id, label: name }))}
        value={dataset ?? ''}
        onChange={(chosen) => onChange({ ...state, dataset: chosen })}
      />
      <div className="bar-item">
        <label htmlFor="name-filter">Name</label>
        <input
          id="name-filter"
          className="text-input bar-input"
          type="search"
          placeholder="any"
          value={props.name}
          onChange={(event) => props.onName(event.target.value)}
        />
      </div>
      <BarSelect
        label="Tag"
        options={[
          { value: '', label: 'add a condition' },
          ...free.map((tag) => ({ value: tag, label: tag.replace('=', ' = ') })),
        ]}
        value=""
        onChange={(tag) => tag !== '' && onChange({ ...state, tags: [...state.tags, tag] })}
      />
      <div className="bar-item bar-end">
        <Menu closeOnItemClick={false} position="bottom-end" shadow="none" withinPortal>
          <Menu.Target>
            <button type="button" className="action">
              Columns
            </button>
          </Menu.Target>
          <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
            {[...metrics, ...tags.map(({ key }) => `tag:${key}`)].map((column) => (
              <Menu.Item
                key={column}
                role="menuitemcheckbox"
                aria-checked={columns.includes(column)}
                onClick={() => onChange({ ...state, columns: toggled(columns, column) })}
              >
                <Sign shape={columns.includes(column) ? 'check' : 'none'} />
                {columnName(column)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </form>
  );
}

function toggled(columns: readonly string[], column: string): string[] {
  return columns.includes(column) ? columns.filter((other) => other !== column) : [...columns, column];
}
