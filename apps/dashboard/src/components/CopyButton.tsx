'use client';

import { useState } from 'react';

interface CopyButtonProps {
  /** Or what gives it when the button is pressed. */
  text: string | (() => string);
  label?: string;
  /** What it says where the browser lets no page copy; or what is done then instead. */
  otherwise?: string | (() => void);
  className?: string;
}

/** Puts a text on the clipboard, where the browser lets a page do that. */
export function CopyButton({
  text,
  label = 'Copy',
  otherwise = 'Select it to copy',
  className = 'link',
}: CopyButtonProps) {
  const [said, setSaid] = useState(label);
  const say = (words: string) => {
    setSaid(words);
    setTimeout(() => setSaid(label), 2000);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      say('Copied');
    } catch {
      // Pages that came over plain HTTP from another machine have no clipboard.
      if (typeof otherwise === 'string') say(otherwise);
      else otherwise();
    }
  };
  return (
    <button type="button" className={className} onClick={copy} aria-live="polite">
      {said}
    </button>
  );
}
