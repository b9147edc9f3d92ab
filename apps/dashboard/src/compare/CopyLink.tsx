'use client';

import { useState } from 'react';

/** Copies the page's address, which holds its whole state; where the browser lets no page copy, it says so. */
export function CopyLink() {
  const [words, setWords] = useState('Copy link');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      setWords('Copied');
    } catch {
      setWords('Copy it from the address bar');
    }
    setTimeout(() => setWords('Copy link'), 2000);
  };
  return (
    <button type="button" className="button" onClick={() => void copy()} aria-live="polite">
      {words}
    </button>
  );
}
