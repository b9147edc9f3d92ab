import { DatasetError } from '@passband/datasets';
import { EngineError } from '@passband/engine';

/** The command was not written as it must be: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** It was written right, but cannot be done with what was given: exit code 1. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** A program that was started for the command ended with this exit code, and has said why. */
export class EndedWith extends Error {
  override readonly name = 'EndedWith';
  constructor(readonly code: number) {
    super(`it ended with exit code ${code}`);
  }
}

/** Errors that a person can act on by their message alone; others are faults of the program. */
export function isExpected(error: Error): boolean {
  return (
    error instanceof InputError || error instanceof EngineError || error instanceof DatasetError || 'syscall' in error
  );
}
