'use client';

import { NativeSelect } from '@mantine/core';
import { useId } from 'react';

interface BarSelectProps {
  label: string;
  options: readonly { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

/** A choice in a bar of controls, its name in front. */
export function BarSelect({ label, options, value, onChange }: BarSelectProps) {
  const id = useId();
  return (
    <div className="bar-item">
      <label htmlFor={id}>{label}</label>
      <NativeSelect
        id={id}
        data={[...options]}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        rightSection={<Chevron />}
      />
    </div>
  );
}

function Chevron() {
  return (
    <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden="true" fill="none" stroke="currentColor">
      <path d="M2 3.5L5 6.5L8 3.5" strokeWidth={1.2} />
    </svg>
  );
}
