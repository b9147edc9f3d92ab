import { expect, it } from 'vitest';
import { isCurrent } from './current-page.ts';

const pages = ['/', '/models', '/compare', '/noise-fitting', '/measure', '/datasets', '/server'];
const current = (path: string) => pages.filter((href) => isCurrent(path, href));

it.each([
  ['/', '/'],
  ['/models', '/models'],
  ['/models/7', '/models'],
  ['/measure', '/measure'],
  ['/measurements/7', '/measure'],
  ['/measurements/7/paths', '/models'],
  ['/datasets/7', '/datasets'],
])('of %s the one current page is %s', (path, href) => {
  expect(current(path)).toEqual([href]);
});

it('of an address that is no page none is current', () => {
  expect(current('/modelsmith')).toEqual([]);
});
