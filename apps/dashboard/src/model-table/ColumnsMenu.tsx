'use client';

import { Menu } from '@mantine/core';
import { Sign } from '../components/Sign.tsx';
import { columnName } from '../models/columns.ts';
import { metricName } from '../overview/records.ts';

interface ColumnsMenuProps {
  /** Keys of all that may be shown. */
  choices: readonly string[];
  columns: readonly string[];
  onColumns: (columns: string[]) => void;
}

/** Which metrics and tags the table shows. */
export function ColumnsMenu({ choices, columns, onColumns }: ColumnsMenuProps) {
  return (
    <Menu closeOnItemClick={false} position="bottom-end" shadow="none" withinPortal>
      <Menu.Target>
        <button type="button" className="action">
          Columns
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {choices.map((column) => (
          <Menu.Item
            key={column}
            role="menuitemcheckbox"
            aria-checked={columns.includes(column)}
            onClick={() => onColumns(toggled(columns, column))}
          >
            <Sign shape={columns.includes(column) ? 'check' : 'none'} /> {nameOf(column)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function nameOf(column: string): string {
  if (column === 'varied') return 'Varied';
  return column === 'value' ? 'Value' : columnName(metricName(column));
}

function toggled(columns: readonly string[], column: string): string[] {
  return columns.includes(column) ? columns.filter((other) => other !== column) : [...columns, column];
}
