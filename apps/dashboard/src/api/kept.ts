/** The answer that was there last, and the variables that it answers. */
export interface Kept<Data, Variables> {
  data: Data;
  of: Variables;
}

/**
 * What is kept when a query's data are seen while it asks with the variables `of`. urql shows the data of the variables before
 * until those of the new ones are there: the same object is the same answer, whatever is asked for meanwhile. Without data, such
 * as after a failure, the answer before is kept.
 */
export function nextKept<Data, Variables>(
  kept: Kept<Data, Variables> | undefined,
  data: Data | undefined,
  of: Variables,
): Kept<Data, Variables> | undefined {
  return data === undefined || data === kept?.data ? kept : { data, of };
}
