'use client';

import { type KeyboardEvent, useId, useRef, useState } from 'react';
import classes from './Compare.module.css';
import { matching, type Offered } from './offered.ts';

interface AddModelProps {
  /** Models with numbers on the dataset, without those that are chosen. */
  offered: readonly Offered[];
  onAdd: (id: string) => void;
  /** Why no more can be added; undefined where more can. */
  full: string | undefined;
}

const mostShown = 60;

/** A combobox over the names of models: type to search, arrows and Enter to add, Escape to close. */
export function AddModel({ offered, onAdd, full }: AddModelProps) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = matching(offered, text);
  const shown = found.slice(0, mostShown);
  const close = () => {
    setOpen(false);
    setText('');
    setAt(0);
  };
  const add = (model: Offered | undefined) => {
    if (!model) return;
    onAdd(model.id);
    close();
  };
  const move = (to: number) => {
    setOpen(true);
    setAt(to);
    list.current?.children[to]?.scrollIntoView({ block: 'nearest' });
  };
  const keyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'Escape') return close();
    if (!['ArrowDown', 'ArrowUp', 'Enter'].includes(key)) return;
    event.preventDefault();
    if (key === 'Enter') return open ? add(shown[at]) : setOpen(true);
    const by = key === 'ArrowDown' ? 1 : -1;
    move(open ? (at + by + shown.length) % Math.max(1, shown.length) : 0);
  };
  if (full !== undefined) return <span className="caption">{full}</span>;
  return (
    <span className={classes.add}>
      <input
        type="text"
        className={`text-input ${classes.search}`}
        role="combobox"
        aria-label="Add a model"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(open && shown[at] && { 'aria-activedescendant': `${id}-${at}` })}
        placeholder="Add a model…"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onKeyDown={keyDown}
        onBlur={close}
      />
      <div className={classes.list} hidden={!open}>
        <div ref={list} id={`${id}-list`} role="listbox" aria-label="Models">
          {shown.map((model, k) => (
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input
            // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are the input's
            <div
              key={model.id}
              id={`${id}-${k}`}
              role="option"
              aria-selected={k === at}
              // Before the input loses its focus, which closes the list.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => add(model)}
            >
              {model.name}
            </div>
          ))}
        </div>
        {shown.length === 0 && <p>No other measured model{text === '' ? '' : ` has “${text}” in its name`}</p>}
        {found.length > shown.length && <p>and {found.length - shown.length} more: type on</p>}
      </div>
      <span className="visually-hidden" aria-live="polite">
        {open ? `${found.length} found` : ''}
      </span>
    </span>
  );
}
