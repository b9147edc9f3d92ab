/** What a thing is when it is not there. */
export const absent = 'absent';

interface Entry {
  /** What it was when a write of it was last acknowledged. */
  acknowledged: string;
  /** What a write that nobody acknowledged would have made of it. */
  pending: string | null;
}

/** What was written through a server, by a name for each thing: what it must be, or may be, when somebody looks again. */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  readonly #unseen = new Set<string>();
  acknowledgements = 0;
  /** Called when a write is sent, and when its acknowledgement has come. */
  onWrite: (moment: 'sent' | 'acknowledged') => void = () => {};

  valueOf(name: string): string {
    return this.#entries.get(name)?.acknowledged ?? absent;
  }

  /** Sends a write that makes `value` of a thing, which is whole or has not happened if this rejects. */
  async write<T>(name: string, value: string, send: () => Promise<T>): Promise<T> {
    const entry = { acknowledged: this.valueOf(name), pending: value };
    this.#entries.set(name, entry);
    this.#unseen.add(name);
    const answer = send();
    this.onWrite('sent');
    const acknowledged = await answer;
    this.#entries.set(name, { acknowledged: value, pending: null });
    this.acknowledgements += 1;
    this.onWrite('acknowledged');
    return acknowledged;
  }

  /** Names of things: all, or those written since the last look. */
  names(which: 'all' | 'unseen'): string[] {
    return which === 'all' ? [...this.#entries.keys()] : [...this.#unseen];
  }

  /** Null where a thing is as it must or may be, else what is wrong with it. From here on it must be what it is now. */
  look(name: string, actual: string): string | null {
    const entry = this.#entries.get(name);
    if (entry === undefined) return `${name} was never written`;
    this.#unseen.delete(name);
    const { acknowledged, pending } = entry;
    this.#entries.set(name, { acknowledged: actual, pending: null });
    if (actual !== acknowledged && actual !== pending)
      return `${name}: ${actual}; acknowledged ${acknowledged}${pending === null ? '' : `, asked for ${pending}`}`;
    return null;
  }
}
