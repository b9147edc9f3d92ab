'use client';

import { useId } from 'react';
import { byteWords } from '../format/bytes.ts';
import classes from './Register.module.css';

interface FileFieldProps {
  file: File | undefined;
  onFile: (file: File) => void;
  /** Which files it takes, in words. */
  kinds: string;
  disabled: boolean;
}

/** Where a file is dropped or chosen; dropping works anywhere on the page. */
export function FileField({ file, onFile, kinds, disabled }: FileFieldProps) {
  const id = useId();
  return (
    <label htmlFor={id} className={classes.drop} data-chosen={file !== undefined}>
      {file ? (
        <span>
          <strong>{file.name}</strong> <span className="muted">{byteWords(file.size)}</span>
        </span>
      ) : (
        <span>
          Drop a file here, or <span className={classes.choose}>choose one</span>
        </span>
      )}
      <span className="caption">{kinds}</span>
      <input
        id={id}
        type="file"
        className="visually-hidden"
        disabled={disabled}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen) onFile(chosen);
        }}
      />
    </label>
  );
}
