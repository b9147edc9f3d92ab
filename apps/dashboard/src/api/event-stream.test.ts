import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventStreamParser } from './event-stream.ts';

const stream =
  ':\n\nevent: next\ndata: {"data":{"a":1}}\n\nevent: next\r\ndata: {"data":\r\ndata: {"a":2}}\r\n\r\nevent: complete\ndata:\n\n';
const events = [
  { event: 'next', data: '{"data":{"a":1}}' },
  { event: 'next', data: '{"data":\n{"a":2}}' },
  { event: 'complete', data: '' },
];

describe('an event stream', () => {
  it('is split into its events, pings dropped', () => expect(new EventStreamParser().push(stream)).toEqual(events));
  it('means the same wherever it is cut between lines of one event', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const parser = new EventStreamParser();
        const found = at.slice(1).flatMap((end, k) => parser.push(stream.slice(at[k], end)));
        expect(found).toEqual(events);
      }),
    );
  });
  it('holds back an event until it is whole', () => {
    const parser = new EventStreamParser();
    expect(parser.push('event: next\ndata: 1\n')).toEqual([]);
    expect(parser.push('\n')).toEqual([{ event: 'next', data: '1' }]);
  });
});
