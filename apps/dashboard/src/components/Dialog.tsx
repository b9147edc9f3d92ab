'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { DialogBoxProps } from './DialogBox.tsx';

const DialogBox = dynamic(() => import('./DialogBox.tsx').then(({ DialogBox }) => DialogBox), { ssr: false });

/** A dialog over the page. Its code is fetched when it is opened first: most visits never do. */
export function Dialog(props: DialogBoxProps) {
  const [wanted, setWanted] = useState(props.opened);
  if (props.opened && !wanted) setWanted(true);
  return wanted && <DialogBox {...props} />;
}
