import { SHORTCUTS } from './keys.ts';

interface Named {
  id: string;
  name: string;
}

export interface Place {
  label: string;
  href: string;
}

/**
 * Where a text may lead: pages and datasets whose name holds it, and the models that the server found for it, each label once.
 */
export function placesOf(
  text: string,
  models: readonly Named[],
  datasets: readonly Named[],
): { group: string; items: Place[] }[] {
  const part = text.trim().toLowerCase();
  const holds = ({ label }: Place): boolean => label.toLowerCase().includes(part);
  const pages = SHORTCUTS.flatMap((shortcut) =>
    'href' in shortcut ? [{ label: shortcut.does, href: shortcut.href }] : [],
  );
  const groups = [
    { group: 'Pages', items: pages.filter(holds) },
    { group: 'Datasets', items: datasets.map(placeIn('/datasets')).filter(holds) },
    { group: 'Models', items: models.map(placeIn('/models')) },
  ];
  const seen = new Set<string>();
  const isNew = ({ label }: Place): boolean => !seen.has(label) && seen.add(label) !== undefined;
  return groups
    .map(({ group, items }) => ({ group, items: items.filter(isNew) }))
    .filter(({ items }) => items.length > 0);
}

const placeIn =
  (folder: string) =>
  ({ id, name }: Named): Place => ({ label: name, href: `${folder}/${id}` });
