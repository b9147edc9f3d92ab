import { colourOrder, tagValue, tagWords } from '../overview/colouring.ts';
import { nameWithoutSeed } from '../overview/conditions.ts';
import { type Run, traitsOf } from './runs.ts';

/** Runs that are equal in all but seed and wave: one line of the figures. */
export interface Group {
  /** That of the run that was first, so that links stay. */
  id: string;
  name: string;
  /** Place among the theme's categories. */
  colour: number;
  runs: readonly Run[];
}

/**
 * The groups in order of their first run. A group is named by its architecture and by what it has else than other groups;
 * colours go by order, whatever is shown.
 */
export function groupsOf(runs: readonly Run[]): Group[] {
  const byKey = new Map<string, { traits: Record<string, string>; runs: Run[] }>();
  for (const run of [...runs].sort((a, b) => a.createdAt.localeCompare(b.createdAt) || (a.id < b.id ? -1 : 1))) {
    const traits = traitsOf(run);
    const key = JSON.stringify(Object.entries(traits).sort(([a], [b]) => (a < b ? -1 : 1)));
    const group = byKey.get(key);
    if (group) group.runs.push(run);
    else byKey.set(key, { traits, runs: [run] });
  }
  const found = [...byKey.values()];
  const differing = differingKeys(found.map(({ traits }) => traits));
  const ids = found.map((group) => group.runs[0]?.id ?? '');
  const colours = colourOrder(ids, ids[0]);
  return found.map((group, k) => ({
    id: ids[k] ?? '',
    name: nameOf(group.traits, group.runs, differing),
    colour: colours.get(ids[k] ?? '') ?? -1,
    runs: group.runs,
  }));
}

function differingKeys(all: readonly Record<string, string>[]): string[] {
  const keys = new Set(all.flatMap((traits) => Object.keys(traits)));
  return [...keys].filter((key) => new Set(all.map((traits) => traits[key])).size > 1);
}

function nameOf(traits: Record<string, string>, runs: readonly Run[], differing: readonly string[]): string {
  const base = traits.architecture ?? nameWithoutSeed(runs[0]?.model.name ?? '');
  const others = differing.filter((key) => key !== 'architecture' && key !== 'augmentation');
  const augmentation = differing.includes('augmentation') ? [` ${augmentationWords(traits.augmentation)}`] : [];
  return [base, ...augmentation, ...others.map((key) => `, ${tagWords(key)} ${tagValue(traits[key])}`)].join('');
}

/** flip_crop+noise_f → flip crop + noise f; none → plain. */
function augmentationWords(value: string | undefined): string {
  if (value === undefined || value === 'none') return 'plain';
  return value.replaceAll('_', ' ').replaceAll('+', ' + ');
}
