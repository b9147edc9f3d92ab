'use client';

import { Menu } from '@mantine/core';
import { Sign } from '../components/Sign.tsx';
import { columnHead } from '../models/columns.ts';

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
            <Sign shape={columns.includes(column) ? 'check' : 'none'} /> {columnHead(column)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function toggled(columns: readonly string[], column: string): string[] {
  return columns.includes(column) ? columns.filter((other) => other !== column) : [...columns, column];
}
