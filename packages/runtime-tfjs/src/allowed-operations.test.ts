import { EngineError } from '@passband/engine';
import { describe, expect, test } from 'vitest';
import { checkOperations, type Place } from './allowed-operations.ts';

const PLACES: readonly Place[] = ['evaluated', 'restored', 'unused'];
/** What reads or writes files, runs other programs, waits for others or differs from run to run. */
const NEVER =
  `ReadFile WriteFile MatchingFiles TextLineDataset TFRecordDataset FixedLengthRecordDataset PyFunc EagerPyFunc
  PyFuncStateless LoadLibrary PrintV2 Print RandomUniform RandomStandardNormal HashTableV2 InitializeTableFromTextFileV2
  LookupTableFindV2 RpcClient QueueDequeueV2 While StatelessWhile GeneratorDataset DebugIdentity Save SaveSlices Restore
  TensorArrayV3 TPUCompile XlaLaunch`.split(/\s+/);

describe.each(PLACES)('an operation that is %s', (place) => {
  test.each(NEVER)('is never %s', (name) => {
    expect(() => checkOperations(['Conv2D', name], place, 'model.pb')).toThrow(EngineError);
    expect(() => checkOperations([name], place, 'model.pb')).toThrow(
      `a network must only compute from its images and its own variables; model.pb uses ${name}`,
    );
  });
});

test('files are read by a restore alone, and written nowhere', () => {
  expect(() => checkOperations(['RestoreV2'], 'restored', 'm')).not.toThrow();
  expect(() => checkOperations(['RestoreV2'], 'evaluated', 'm')).toThrow('m uses RestoreV2');
  for (const place of ['evaluated', 'restored'] as const)
    expect(() => checkOperations(['SaveV2'], place, 'm')).toThrow('m uses SaveV2');
});

test('names that only resemble an allowed one are refused, whatever an object is made with', () => {
  for (const name of ['conv2d', 'Conv2D ', '', '__proto__', 'constructor', 'toString'])
    expect(() => checkOperations([name], 'unused', 'm')).toThrow(`m uses ${name}`);
});

test('of many refused operations ten are named', () => {
  const names = Array.from({ length: 30 }, (_, k) => `Own${String(k).padStart(2, '0')}`);
  expect(() => checkOperations(names, 'evaluated', 'm')).toThrow(/Own09, …$/);
});
