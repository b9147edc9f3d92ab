import type { FieldErrors } from './input.ts';

type Kind = 'whole' | 'any';

/** The keys of a form whose values are text. */
type Form<Key extends string> = Readonly<Record<Key, string>>;

/** Reads a form's numbers; what is none is noted in `errors` beside its field: the rule, then the value. */
export function numberReader<Key extends keyof FieldErrors & string>(form: Form<Key>, errors: FieldErrors) {
  const number = (key: Key, rule: string, kind: Kind = 'any'): number => {
    const text = form[key].trim();
    const value = text === '' ? Number.NaN : Number(text);
    if (!holds(value, kind)) errors[key] = `${rule}; got ${text === '' ? 'nothing' : text}`;
    return value;
  };
  return {
    number,
    /** Null where nothing is typed. */
    optional: (key: Key, rule: string, kind: Kind = 'any') =>
      form[key].trim() === '' ? null : number(key, rule, kind),
    /** Numbers with commas or spaces between. */
    list: (key: Key, rule: string, kind: Kind): number[] => {
      const texts = form[key].split(/[\s,;]+/).filter(Boolean);
      const wrong = texts.find((text) => !holds(Number(text), kind));
      if (wrong !== undefined) errors[key] = `${rule}; got ${wrong}`;
      return texts.map(Number);
    },
  };
}

/** What GraphQL's Int or Float can hold. */
function holds(value: number, kind: Kind): boolean {
  return kind === 'whole' ? Number.isInteger(value) && Math.abs(value) < 2 ** 31 : Number.isFinite(value);
}
