/** Names of tags as people say them: trainingImages → training images. */
export function tagWords(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')
    .toLowerCase();
}

/** A value of a tag as people write it: 60000 → 60,000. */
export function tagValue(value: string | undefined): string {
  if (value === undefined) return '–';
  return /^\d{4,}$/.test(value) ? Number(value).toLocaleString('en-GB') : value;
}

const prefix = 'tag:';

/** What columns and axes name a tag by: beside the keys of metrics, `tag:KEY`. */
export function tagColumn(key: string): string {
  return prefix + key;
}

/** Whether such a name is of a tag, not of a metric. */
export function isTag(column: string): boolean {
  return column.startsWith(prefix);
}

/** The key of the tag that it is of. */
export function tagKey(column: string): string {
  return column.slice(prefix.length);
}
