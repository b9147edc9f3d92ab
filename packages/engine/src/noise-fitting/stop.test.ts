import { expect, test } from 'vitest';
import { meetsStop } from './stop.ts';

const never = { stopAtAccuracy: null, stopAtLoss: null };

test.each([
  [{ ...never, stopAtAccuracy: 0.5 }, { cleanAccuracy: 0.5, cleanLoss: 1 }, true],
  [{ ...never, stopAtAccuracy: 0.5 }, { cleanAccuracy: 0.49, cleanLoss: 0 }, false],
  [{ ...never, stopAtAccuracy: 0 }, { cleanAccuracy: null, cleanLoss: 0 }, false],
  [{ ...never, stopAtLoss: 0.5 }, { cleanAccuracy: 0, cleanLoss: 0.5 }, true],
  [{ ...never, stopAtLoss: 0.5 }, { cleanAccuracy: 1, cleanLoss: 0.51 }, false],
  [never, { cleanAccuracy: 1, cleanLoss: 0 }, false],
  [{ stopAtAccuracy: 0.5, stopAtLoss: 0.5 }, { cleanAccuracy: 0.4, cleanLoss: 0.4 }, true],
])('whether %j is met by %j: %s', (rules, epoch, met) => expect(meetsStop(rules, epoch)).toBe(met));
