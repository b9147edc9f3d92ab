'use client';

import { Modal } from '@mantine/core';
import { useState } from 'react';
import { ModelForm } from './ModelForm.tsx';
import { usePageDrop } from './use-page-drop.ts';
import { useMay } from './use-role.ts';

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
      <Modal
        opened={opened}
        onClose={() => {
          setOpened(false);
          setFile(undefined);
        }}
        title="Register a model"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ModelForm file={file} onFile={setFile} onRegistered={onRegistered} />
      </Modal>
    </>
  );
}
