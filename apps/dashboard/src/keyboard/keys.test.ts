import { describe, expect, it } from 'vitest';
import { press, SHORTCUTS } from './keys.ts';

describe('a key', () => {
  it('opens the page of every shortcut once its keys are pressed one after another', () => {
    for (const shortcut of SHORTCUTS.filter((one) => 'href' in one)) {
      const [first, second] = shortcut.keys;
      const { waiting, command } = press('', first);
      expect(command).toBeNull();
      expect(press(waiting, second ?? '').command).toEqual({ kind: 'open', href: shortcut.href });
    }
  });

  it('that stands alone does what it does at once', () => {
    expect(press('', '/')).toEqual({ waiting: '', command: { kind: 'go-to' } });
    expect(press('', '?')).toEqual({ waiting: '', command: { kind: 'help' } });
  });

  it('that means nothing behind g forgets the g', () => {
    const { waiting, command } = press('g', 'x');
    expect(command).toBeNull();
    expect(press(waiting, 'm').command).toBeNull();
  });

  it('g twice waits again, as for the first', () => {
    expect(press(press('g', 'g').waiting, 'm').command).toEqual({ kind: 'open', href: '/models' });
  });

  it('has one meaning', () => {
    expect(new Set(SHORTCUTS.map(({ keys }) => keys.join(' '))).size).toBe(SHORTCUTS.length);
  });
});
