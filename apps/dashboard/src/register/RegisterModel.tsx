'use client';

import dynamic from 'next/dynamic';
import { Loading } from '../components/States.tsx';
import { RegisterButton } from './RegisterButton.tsx';

const ModelForm = dynamic(() => import('./ModelForm.tsx').then(({ ModelForm }) => ModelForm), {
  ssr: false,
  loading: () => <Loading height={300} />,
});

interface RegisterModelProps {
  /** Called when a model is registered. */
  onRegistered: () => void;
  primary?: boolean;
}

/** The button that registers a model. */
export function RegisterModel({ onRegistered, primary = false }: RegisterModelProps) {
  return (
    <RegisterButton
      title="Register a model"
      primary={primary}
      form={(file, onFile) => <ModelForm file={file} onFile={onFile} onRegistered={onRegistered} />}
    />
  );
}
