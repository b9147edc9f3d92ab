'use client';

import { Menu, NativeSelect } from '@mantine/core';
import type { Condition } from './conditions.ts';
import { tagValue, tagWords } from './tags.ts';

interface BaselineMenuProps {
  /** Tags that were varied, with their values. */
  varied: ReadonlyMap<string, readonly string[]>;
  reference: Condition;
  onBaseline: (key: string, value: string) => void;
  onReset: (() => void) | undefined;
}

/** With which value of each tag the others are compared. */
export function BaselineMenu({ varied, reference, onBaseline, onReset }: BaselineMenuProps) {
  const name = reference.models.length > 1 ? reference.name : 'chosen by tag';
  return (
    <div className="bar-item">
      <span>Baseline</span>
      <Menu closeOnItemClick={false} position="bottom-start" shadow="none" withinPortal trapFocus>
        <Menu.Target>
          <button type="button" className="bar-button">
            {name}
          </button>
        </Menu.Target>
        <Menu.Dropdown mah={460} style={{ overflowY: 'auto' }} p={10}>
          {[...varied].map(([key, values]) => (
            <NativeSelect
              key={key}
              size="xs"
              mb={6}
              label={tagWords(key)}
              data={values.map((value) => ({ value, label: tagValue(value) }))}
              value={reference.tags[key] ?? ''}
              onChange={(event) => onBaseline(key, event.currentTarget.value)}
            />
          ))}
          {onReset && (
            <button type="button" className="link" onClick={onReset}>
              The usual ones
            </button>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
