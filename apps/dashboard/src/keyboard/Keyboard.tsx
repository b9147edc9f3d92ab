'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { press } from './keys.ts';

const GoTo = dynamic(() => import('./GoTo.tsx').then(({ GoTo }) => GoTo), { ssr: false });
const ShortcutList = dynamic(() => import('./ShortcutList.tsx').then(({ ShortcutList }) => ShortcutList), {
  ssr: false,
});

/** How long a first key waits for its second. */
const WAIT_MS = 1500;

/** The keys that hold on every page, wherever nobody is writing. */
export function Keyboard() {
  const router = useRouter();
  const [opened, setOpened] = useState<'go-to' | 'help' | null>(null);
  // What was opened once stays, closed: it gives the focus back to where it was.
  const [known, setKnown] = useState({ 'go-to': false, help: false });
  const waiting = useRef({ key: '', since: 0 });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      const before = event.timeStamp - waiting.current.since < WAIT_MS ? waiting.current.key : '';
      const { waiting: key, command } = press(before, event.key);
      waiting.current = { key, since: event.timeStamp };
      if (command === null) return;
      event.preventDefault();
      if (command.kind === 'open') router.push(command.href);
      else {
        setOpened(command.kind);
        setKnown((present) => ({ ...present, [command.kind]: true }));
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [router]);
  const close = () => setOpened(null);
  return (
    <>
      {known['go-to'] && <GoTo opened={opened === 'go-to'} onClose={close} />}
      {known.help && <ShortcutList opened={opened === 'help'} onClose={close} />}
    </>
  );
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], dialog, [role=dialog]') !== null
  );
}
