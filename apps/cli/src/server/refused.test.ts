import { describe, expect, test } from 'vitest';
import { InputError, UsageError } from '../errors.ts';
import { throwIfRefused } from './refused.ts';

function thrown(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
}

const refused = (field: string[] | null, message: string, code: string) =>
  thrown(() => throwIfRefused([{ field, message, code }]));

describe('what a server refuses', () => {
  test('is wrong usage where an option gave the value, in the words that were typed', () => {
    const pairs = refused(['input', 'pairsPerGroup'], 'pairsPerGroup must be at least 1; got 0', 'INVALID');
    expect(pairs).toEqual(new UsageError('--pairs must be at least 1; got 0'));
    const scope = refused(
      ['input', 'scopes'],
      'scopes must have WITHIN_CLASS for DIRECTION; got BETWEEN_CLASS',
      'INVALID',
    );
    expect(scope).toEqual(new UsageError('--scope must have within for direction; got between'));
    const size = refused(['input', 'trainSize'], 'trainSize must be at most 800; got 900', 'INVALID');
    expect(size).toEqual(new UsageError('--train-size must be at most 800; got 900'));
  });

  test('is told by the option that the command has for it, where that is called otherwise', () => {
    const error = { field: ['input', 'directions'], message: 'directions must be at least 1; got 0', code: 'INVALID' };
    expect(thrown(() => throwIfRefused([error]))).toEqual(new UsageError('--direction must be at least 1; got 0'));
    const own = { directions: '--directions' };
    expect(thrown(() => throwIfRefused([error], own))).toEqual(
      new UsageError('--directions must be at least 1; got 0'),
    );
  });

  test('is a failure where it contradicts what is there, and names the option', () => {
    const taken = refused(['input', 'name'], 'a model\'s name must be unique; "net" is taken', 'CONFLICT');
    expect(taken).toEqual(new InputError('--name: a model\'s name must be unique; "net" is taken'));
  });

  test('is told as it is where it is about a file, or about no single value', () => {
    const file = refused(['input', 'upload'], 'net.onnx is not one, or is cut off', 'INVALID');
    expect(file).toEqual(new InputError('net.onnx is not one, or is cut off'));
    expect(refused(null, 'the role must be OPERATOR', 'FORBIDDEN')).toEqual(
      new InputError('the role must be OPERATOR'),
    );
  });

  test('is nothing without errors', () => {
    expect(thrown(() => throwIfRefused([]))).toBeNull();
  });
});
