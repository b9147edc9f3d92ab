'use client';

import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';

export interface DialogBoxProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  size?: 'lg';
  children: ReactNode;
}

/** The dialog itself. */
export function DialogBox({ opened: asked, onClose, title, size, children }: DialogBoxProps) {
  // The focus goes back, on closing, to where it was when `opened` became true: it must have been false before.
  const [opened, setOpened] = useState(false);
  useEffect(() => setOpened(asked), [asked]);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close' }}
      {...(size && { size })}
    >
      {children}
    </Modal>
  );
}
