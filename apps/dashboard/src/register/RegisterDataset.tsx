'use client';

import dynamic from 'next/dynamic';
import { Loading } from '../components/States.tsx';
import { RegisterButton } from './RegisterButton.tsx';

const DatasetForm = dynamic(() => import('./DatasetForm.tsx').then(({ DatasetForm }) => DatasetForm), {
  ssr: false,
  loading: () => <Loading height={300} />,
});

/** The button that registers a dataset. */
export function RegisterDataset({ onRegistered, drops = true }: { onRegistered: () => void; drops?: boolean }) {
  return (
    <RegisterButton
      title="Register a dataset"
      drops={drops}
      form={(file, onFile) => <DatasetForm file={file} onFile={onFile} onRegistered={onRegistered} />}
    />
  );
}
