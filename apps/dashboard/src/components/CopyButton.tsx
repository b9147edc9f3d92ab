'use client';

import { useState } from 'react';

/** Puts a text on the clipboard, where the browser lets a page do that. */
export function CopyButton({ text, className = 'link' }: { text: string; className?: string }) {
  const [said, setSaid] = useState('Copy');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied');
    } catch {
      // Pages that came over plain HTTP from another machine have no clipboard.
      setSaid('Select it to copy');
    }
  };
  return (
    <button type="button" className={className} onClick={copy}>
      {said}
    </button>
  );
}
