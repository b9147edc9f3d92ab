import { expect, test } from 'vitest';
import { watchWidth } from './watch-width.ts';

function watched(width: number) {
  const element = { width };
  const reported: number[] = [];
  const changes: (() => void)[] = [];
  const stop = watchWidth(
    () => element.width,
    (width) => reported.push(width),
    (changed) => {
      changes.push(changed);
      return () => changes.splice(0);
    },
  );
  return {
    element,
    reported,
    change: () => {
      for (const changed of changes) changed();
    },
    stop,
  };
}

test('a width is reported at once, without waiting for a change', () => {
  expect(watched(512).reported).toEqual([512]);
});

test('an element that is not laid out yet is reported when it is', () => {
  const { element, reported, change } = watched(0);
  expect(reported).toEqual([]);
  element.width = 512;
  change();
  expect(reported).toEqual([512]);
});

test('a layout that settles in several steps ends with its last width', () => {
  const { element, reported, change } = watched(88);
  element.width = 300;
  element.width = 512;
  change();
  change();
  expect(reported).toEqual([88, 512]);
});

test('a hidden element keeps the width it had', () => {
  const { element, reported, change } = watched(512);
  element.width = 0;
  change();
  element.width = 512;
  change();
  expect(reported).toEqual([512]);
});

test('nothing is reported after the end', () => {
  const { element, reported, change, stop } = watched(512);
  stop();
  element.width = 300;
  change();
  expect(reported).toEqual([512]);
});
