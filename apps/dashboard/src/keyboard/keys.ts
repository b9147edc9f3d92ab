/** What keys do on every page. */
export const SHORTCUTS = [
  { keys: ['/'], does: 'Go to a model, a dataset or a page by its name' },
  { keys: ['g', 'o'], does: 'Overview', href: '/' },
  { keys: ['g', 'm'], does: 'Models', href: '/models' },
  { keys: ['g', 'c'], does: 'Compare', href: '/compare' },
  { keys: ['g', 'n'], does: 'Noise fitting', href: '/noise-fitting' },
  { keys: ['g', 's'], does: 'Start a measurement', href: '/measure' },
  { keys: ['g', 'd'], does: 'Datasets', href: '/datasets' },
  { keys: ['g', 'w'], does: 'Server and workers', href: '/server' },
  { keys: ['?'], does: 'This list' },
] as const;

/** What keys do in a figure that has the focus. */
export const FIGURE_SHORTCUTS = [
  { keys: ['Arrows'], does: 'From point to point, sample to sample, cell to cell' },
  { keys: ['Enter'], does: 'Open what is pointed at' },
  { keys: ['t'], does: 'Its table' },
] as const;

export type Command = { kind: 'go-to' } | { kind: 'help' } | { kind: 'open'; href: string };

/**
 * What a key asks for behind those that were pressed just before, and what it leaves to wait for: `g` waits for a second key.
 * Any other key forgets what was pressed.
 */
export function press(before: string, key: string): { waiting: string; command: Command | null } {
  const pressed = before === 'g' ? ['g', key] : [key];
  const found = SHORTCUTS.find(({ keys }) => keys.join(' ') === pressed.join(' '));
  if (found === undefined) return { waiting: key === 'g' ? 'g' : '', command: null };
  if ('href' in found) return { waiting: '', command: { kind: 'open', href: found.href } };
  return { waiting: '', command: { kind: found.keys[0] === '/' ? 'go-to' : 'help' } };
}
