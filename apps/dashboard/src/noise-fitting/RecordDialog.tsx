'use client';

import { CopyButton } from '../components/CopyButton.tsx';
import { Dialog } from '../components/Dialog.tsx';
import classes from './NoiseFitting.module.css';
import { recordText } from './record.ts';

interface RecordDialogProps {
  dataset: string | undefined;
  opened: boolean;
  onClose: () => void;
}

/** How what was trained elsewhere gets here: the mutation, ready to copy. */
export function RecordDialog({ dataset, opened, onClose }: RecordDialogProps) {
  const text = recordText(dataset ?? 'DATASET');
  return (
    <Dialog opened={opened} onClose={onClose} title="Record results" size="lg">
      <p style={{ marginTop: 0 }}>
        Train in PyTorch or JAX with labels smoothed by a wave, write down the validation losses after each epoch, and
        send them to <code>/graphql</code>, once a training run. <code>docs/examples/record_noise_fitting.py</code> does
        all of it for PyTorch; <code>docs/methods.md</code> defines the labels. Replicates differ in <code>seed</code>.
      </p>
      <pre className={classes.example}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls can be reached by keyboard */}
        <code tabIndex={0}>{text}</code>
      </pre>
      <CopyButton key={text} text={text} className="button button-primary" />
    </Dialog>
  );
}
