import { type Launched, launchProgram, type Program } from './program.ts';

/** Programs that need those that were started before them. */
export class Programs {
  readonly #started: Launched[] = [];
  #stopping = false;

  /** Starts one more, and waits until it is ready. It is known before: what is asked to stop while it starts, stops. */
  async start(program: Program): Promise<Launched> {
    if (this.#stopping) throw new Error(`the ${program.name} could not be started: what it needs is being stopped`);
    const one = launchProgram(program);
    this.#started.push(one);
    await one.ready;
    return one;
  }

  /** Called when one ended too often to be started again. */
  onGivenUp(listener: (reason: string) => void): void {
    for (const one of this.#started) one.onGivenUp(listener);
  }

  /** Stops all, one after another, the last that was started first: what a worker gives back needs its server. */
  async stop(): Promise<void> {
    this.#expectEnds();
    for (const one of this.#started.toReversed()) await one.stop();
  }

  /** Ends all at once. */
  kill(): void {
    this.#expectEnds();
    for (const one of this.#started) one.kill();
  }

  /** None is started again, from this very moment. */
  #expectEnds(): void {
    this.#stopping = true;
    for (const one of this.#started) one.letEnd();
  }
}
