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
      else setOpened(command.kind);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [router]);
  const close = () => setOpened(null);
  return (
    <>
      {opened === 'go-to' && <GoTo onClose={close} />}
      {opened === 'help' && <ShortcutList onClose={close} />}
    </>
  );
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], dialog, [role=dialog]') !== null
  );
}
