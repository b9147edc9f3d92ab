import { colourOrder } from '../overview/colouring.ts';
import { nameWithoutSeed } from '../overview/conditions.ts';
import { tagValue, tagWords } from '../overview/tags.ts';
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
  const names = namesOf(found);
  const ids = found.map((group) => group.runs[0]?.id ?? '');
  const colours = colourOrder(ids, ids[0]);
  return found.map((group, k) => ({
    id: ids[k] ?? '',
    name: names[k] ?? '',
    colour: colours.get(ids[k] ?? '') ?? -1,
    runs: group.runs,
  }));
}

interface Named {
  traits: Record<string, string>;
  runs: readonly Run[];
}

/** By traits of which two groups have different values; by what only some groups have too, where names would be equal. */
function namesOf(groups: readonly Named[]): string[] {
  const all = groups.map(({ traits }) => traits);
  const short = namesBy(groups, differingKeys(all, false));
  return new Set(short).size === groups.length ? short : namesBy(groups, differingKeys(all, true));
}

function namesBy(groups: readonly Named[], keys: readonly string[]): string[] {
  return groups.map(({ traits, runs }) => nameOf(traits, runs, keys));
}

function differingKeys(all: readonly Record<string, string>[], countsLacking: boolean): string[] {
  const keys = new Set(all.flatMap((traits) => Object.keys(traits)));
  const values = (key: string) =>
    all.map((traits) => traits[key]).filter((value) => countsLacking || value !== undefined);
  return [...keys].filter((key) => new Set(values(key)).size > 1);
}

function nameOf(traits: Record<string, string>, runs: readonly Run[], differing: readonly string[]): string {
  const base = traits.architecture ?? nameWithoutSeed(runs[0]?.model.name ?? '');
  const others = differing.filter(
    (key) => key !== 'architecture' && key !== 'augmentation' && traits[key] !== undefined,
  );
  const augmentation = differing.includes('augmentation') ? [` ${augmentationWords(traits.augmentation)}`] : [];
  return [base, ...augmentation, ...others.map((key) => `, ${tagWords(key)} ${tagValue(traits[key])}`)].join('');
}

/** flip_crop+noise_f → flip crop + noise f; none → plain. */
function augmentationWords(value: string | undefined): string {
  if (value === undefined || value === 'none') return 'plain';
  return value.replaceAll('_', ' ').replaceAll('+', ' + ');
}
