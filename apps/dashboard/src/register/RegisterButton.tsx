'use client';

import { type ReactNode, useState } from 'react';
import { Dialog } from '../components/Dialog.tsx';
import { usePageDrop } from './use-page-drop.ts';
import { useMay } from './use-role.ts';

interface RegisterButtonProps {
  title: string;
  primary?: boolean;
  /** Whether a file that is dropped on the page is meant for it. */
  drops?: boolean;
  form: (file: File | undefined, onFile: (file: File) => void) => ReactNode;
}

/** A button that opens a form in a dialog; so does a file dropped on the page. */
export function RegisterButton({ title, primary = false, drops = true, form }: RegisterButtonProps) {
  const may = useMay('OPERATOR');
  const [opened, setOpened] = useState(false);
  const [file, setFile] = useState<File>();
  usePageDrop((dropped) => {
    setFile(dropped);
    setOpened(true);
  }, may && drops);
  return (
    <>
      <button
        type="button"
        className={primary ? 'button button-primary' : 'button'}
        disabled={!may}
        title={may ? undefined : 'Needs a token of role operator'}
        onClick={() => setOpened(true)}
      >
        {title}
      </button>
      <Dialog
        opened={opened}
        onClose={() => {
          setOpened(false);
          setFile(undefined);
        }}
        title={title}
      >
        {form(file, setFile)}
      </Dialog>
    </>
  );
}
