import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { ModelRecord } from '../overview/records.ts';
import { Suggestions } from './Suggestions.tsx';

const page = (records: readonly ModelRecord[] | undefined) =>
  renderToStaticMarkup(<Suggestions records={records} reference={undefined} onChoose={() => undefined} />);

describe('what to compare', () => {
  test('says that no model is here once it is known, not while models load', () => {
    expect(page(undefined)).not.toContain('No model is here yet');
    expect(page(undefined)).toContain('role="status"');
    expect(page([])).toContain('No model is here yet');
    expect(page([])).not.toContain('role="status"');
  });
});
