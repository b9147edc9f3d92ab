'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Dialog } from '../components/Dialog.tsx';
import { Loading } from '../components/States.tsx';
import { usePageDrop } from './use-page-drop.ts';
import { useMay } from './use-role.ts';

const DatasetForm = dynamic(() => import('./DatasetForm.tsx').then(({ DatasetForm }) => DatasetForm), {
  ssr: false,
  loading: () => <Loading height={300} />,
});

/** A button that opens the form; so does a file dropped on the page. */
export function RegisterDataset({ onRegistered, drops = true }: { onRegistered: () => void; drops?: boolean }) {
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
        className="button"
        disabled={!may}
        title={may ? undefined : 'Needs a token of role operator'}
        onClick={() => setOpened(true)}
      >
        Register a dataset
      </button>
      <Dialog
        opened={opened}
        onClose={() => {
          setOpened(false);
          setFile(undefined);
        }}
        title="Register a dataset"
      >
        <DatasetForm file={file} onFile={setFile} onRegistered={onRegistered} />
      </Dialog>
    </>
  );
}
