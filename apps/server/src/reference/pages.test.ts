import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { referencePages } from './pages.ts';

const schema = buildSchema(readFileSync(new URL('../../../../schema/schema.graphql', import.meta.url), 'utf8'));
const pages = referencePages(schema);
const all = [...pages.values()].join('\n');

describe('the reference', () => {
  test('holds every type, field, argument, input field and enum value', () => {
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith('__')) continue;
      expect(all).toContain(`## ${type.name}\n`);
      if (isEnumType(type)) for (const { name } of type.getValues()) expect(all).toContain(`| \`${name}\` |`);
      const hasFields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
      for (const { name } of hasFields ? Object.values(type.getFields()) : [])
        expect(all).toMatch(new RegExp(`(\\| \`${name}\` \\||### ${name}\n)`));
    }
    expect(all).toContain(
      '| `spectra(byClassPair)` | [Boolean](scalars.md#boolean) | `false` | One a class or pair of classes. |',
    );
    expect(all).toContain('| `pairsPerGroup` | [Int](scalars.md#int) | `20` |');
  });

  test('has no link that leads nowhere', () => {
    const links = [...all.matchAll(/\]\((\w+\.md)#(\w+)\)/g)];
    expect(links.length).toBeGreaterThan(500);
    for (const [, file = '', anchor = ''] of links) {
      const heads = [...(pages.get(file) ?? '').matchAll(/^## (\w+)$/gm)].map(([, name]) => name?.toLowerCase());
      expect(heads).toContain(anchor);
    }
  });
});

test('a description with what Markdown reads stays one cell of a table', () => {
  const text = referencePages(buildSchema('type Query {\n"""\nOne | two\n<b> *x*\n"""\nfield: Int }')).get('README.md');
  expect(text).toContain('One \\| two \\<b\\> \\*x\\*');
});
