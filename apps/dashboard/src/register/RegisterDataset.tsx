'use client';

import { Modal } from '@mantine/core';
import { useState } from 'react';
import { DatasetForm } from './DatasetForm.tsx';
import { usePageDrop } from './use-page-drop.ts';
import { useMay } from './use-role.ts';

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
      <Modal
        opened={opened}
        onClose={() => {
          setOpened(false);
          setFile(undefined);
        }}
        title="Register a dataset"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <DatasetForm file={file} onFile={setFile} onRegistered={onRegistered} />
      </Modal>
    </>
  );
}
