import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Workers } from './Workers.tsx';

test('two workers of one machine are told apart by how their ids begin', () => {
  const worker = { host: 'box', runtimes: ['onnx/cpu'], lastSeenAt: '2026-01-01T00:00:00Z', running: 0 };
  const ids = ['0f8fad5b-d9cb-469f-a165-70867728950e', '7c9e6679-7425-40de-944b-e07fc1f90ae7'];
  const page = renderToStaticMarkup(<Workers workers={ids.map((id) => ({ ...worker, id }))} now={undefined} />);
  expect(page).toContain(`<td title="${ids[0]}">0f8fad5b</td>`);
  expect(page).toContain(`<td title="${ids[1]}">7c9e6679</td>`);
});
