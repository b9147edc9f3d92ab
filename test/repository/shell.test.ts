import { expect, test } from 'vitest';
import { commandsOf } from './shell.ts';

test('commands end with their line, at operators and pipes, and go on behind a backslash', () => {
  expect(commandsOf('npm ci && npm start    # builds\na b | c; d \\\n  e')).toEqual([
    ['npm', 'ci'],
    ['npm', 'start'],
    ['a', 'b'],
    ['c'],
    ['d', 'e'],
  ]);
});

test('quotes hold blanks, operators, other quotes and line breaks together, and are left out', () => {
  expect(commandsOf(`ask '{"a":\n "b; c"}' --name "my 'net'" 'it'"'"'s'`)).toEqual([
    ['ask', '{"a":\n "b; c"}', '--name', "my 'net'", "it's"],
  ]);
});

test('settings before a command and where it reads and writes are no words of it', () => {
  expect(commandsOf('A=1 B="2 3" passband watch x > out 2>err <<< "$MADE" >&2\nC=4')).toEqual([
    ['passband', 'watch', 'x'],
  ]);
});

test('commands within $(…), also between double quotes and one in another, are commands', () => {
  expect(commandsOf('ID=$(passband start a --b "c $(date +%u)" | head -1)\ntail "$(cat "x y")"')).toEqual([
    ['date', '+%u'],
    ['passband', 'start', 'a', '--b', 'c $(…)'],
    ['head', '-1'],
    ['cat', 'x y'],
    ['tail', '$(…)'],
  ]);
});
