import { DatasetError } from './errors.ts';
import type { PickleBytes } from './pickle-bytes.ts';
import { kindOfValue, PickledDictionary, PickledList, type PickleValue, textOf } from './pickle-values.ts';

/** The stack, marks and memo of a pickle that is being read. */
export class PickleMachine {
  private readonly stack: PickleValue[] = [];
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, PickleValue>();
  /** Bytes that calls may still make: as many as the pickle has, so that it can't make gigabytes of a text it has once. */
  private budget: number;

  constructor(
    readonly bytes: PickleBytes,
    readonly name: string,
  ) {
    this.budget = bytes.left;
  }

  push(value: PickleValue): void {
    this.stack.push(value);
  }

  pop(): PickleValue {
    const value = this.top();
    this.stack.pop();
    return value;
  }

  /** The value on top. Throws DatasetError where there is none above the last mark. */
  top(): PickleValue {
    const value = this.stack.at(-1);
    if (value === undefined || this.stack.length <= (this.marks.at(-1) ?? 0)) {
      throw this.damaged('an operation lacks its operand');
    }
    return value;
  }

  mark(): void {
    this.marks.push(this.stack.length);
  }

  /** The values above the last mark, taken off with it. */
  popMarked(): PickleValue[] {
    const start = this.marks.pop();
    if (start === undefined) {
      throw this.damaged('there is no mark');
    }
    return this.stack.splice(start);
  }

  append(items: readonly PickleValue[]): void {
    const list = this.top();
    if (!(list instanceof PickledList)) {
      throw this.damaged(`values are added to ${kindOfValue(list)}`);
    }
    for (const item of items) {
      list.items.push(item);
    }
  }

  /** Keys and values, one after another. */
  setItems(items: readonly PickleValue[]): void {
    const dictionary = this.top();
    if (!(dictionary instanceof PickledDictionary) || items.length % 2 !== 0) {
      throw this.damaged(`${items.length} keys and values are set in ${kindOfValue(dictionary)}`);
    }
    for (let at = 0; at < items.length; at += 2) {
      dictionary.entries.set(textOf(items[at], 'a key'), items[at + 1] ?? null);
    }
  }

  /** Without an index: the next one, as MEMOIZE has it. */
  remember(index = this.memo.size): void {
    this.memo.set(index, this.top());
  }

  recall(index: number): void {
    const value = this.memo.get(index);
    if (value === undefined) {
      throw this.damaged(`value ${index} is not remembered`);
    }
    this.push(value);
  }

  /** Takes what a call made from the budget. */
  made(value: PickleValue): PickleValue {
    this.budget -= value instanceof Uint8Array ? value.length : 0;
    if (this.budget < 0) {
      throw this.damaged('it makes more bytes than it has');
    }
    return value;
  }

  damaged(rule: string): DatasetError {
    return new DatasetError(`${this.name} is damaged: ${rule} before byte ${this.bytes.position}`);
  }
}
