'use client';

import { DialogBox } from '../components/DialogBox.tsx';
import { FIGURE_SHORTCUTS, SHORTCUTS } from './keys.ts';
import classes from './ShortcutList.module.css';

/** What keys do, for people. */
export function ShortcutList(props: { opened: boolean; onClose: () => void }) {
  return (
    <DialogBox {...props} title="Keys">
      <Keys shortcuts={SHORTCUTS} />
      <h2 className={classes.part}>In a figure that has the focus</h2>
      <Keys shortcuts={FIGURE_SHORTCUTS} />
    </DialogBox>
  );
}

function Keys({ shortcuts }: { shortcuts: readonly { keys: readonly string[]; does: string }[] }) {
  return (
    <dl className={classes.keys}>
      {shortcuts.map(({ keys, does }) => (
        <div key={does}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
