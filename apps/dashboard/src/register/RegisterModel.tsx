'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Dialog } from '../components/Dialog.tsx';
import { Loading } from '../components/States.tsx';
import { usePageDrop } from './use-page-drop.ts';
import { useMay } from './use-role.ts';

const ModelForm = dynamic(() => import('./ModelForm.tsx').then(({ ModelForm }) => ModelForm), {
  ssr: false,
  loading: () => <Loading height={300} />,
});

interface RegisterModelProps {
  /** Called when a model is registered. */
  onRegistered: () => void;
  primary?: boolean;
}

/** A button that opens the form; so does a file dropped on the page. */
export function RegisterModel({ onRegistered, primary = false }: RegisterModelProps) {
  const may = useMay('OPERATOR');
  const [opened, setOpened] = useState(false);
  const [file, setFile] = useState<File>();
  usePageDrop((dropped) => {
    setFile(dropped);
    setOpened(true);
  }, may);
  return (
    <>
      <button
        type="button"
        className={primary ? 'button button-primary' : 'button'}
        disabled={!may}
        title={may ? undefined : 'Needs a token of role operator'}
        onClick={() => setOpened(true)}
      >
        Register a model
      </button>
      <Dialog
        opened={opened}
        onClose={() => {
          setOpened(false);
          setFile(undefined);
        }}
        title="Register a model"
      >
        <ModelForm file={file} onFile={setFile} onRegistered={onRegistered} />
      </Dialog>
    </>
  );
}
