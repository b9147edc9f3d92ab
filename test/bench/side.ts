/** One of the two that are compared. `run` gives the number of images that it evaluated. */
export interface Side {
  warmUp(): Promise<unknown>;
  run(amount: number): Promise<number>;
}
