import { InvalidArgumentError } from 'commander';

/** What was varied in training. */
export interface Tag {
  key: string;
  value: string;
}

/** A value of `--tag`, which may be repeated: augmentation=mixup. */
export function tag(text: string, before: readonly Tag[] = []): Tag[] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It must be KEY=VALUE, such as augmentation=mixup.');
  return [...before, { key: text.slice(0, at), value: text.slice(at + 1) }];
}
