import { budgets, connect } from '../aws/clients';
import { mainTarget } from '../aws/targets';
import type { RunPoint } from '../runs/context';
import { getRun } from '../runs/data';
import { createEngine, type Engine } from '../runs/engine';
import type { Run } from '../runs/types';
import { eventually } from './world';

/** The so-many-th time that a run came to a point. */
export type Spot = { point: RunPoint; nth: number };

/** Short, so that what a dead engine held is free again soon. */
const leaseMs = 200;
/** Waits between two looks at AWS are cut to this share: there is no AWS to spare. */
const haste = 50;
const unbound = { ratePerSecond: 10_000, burst: 10_000 };

/** Lifts the call budgets of the main target: here is no AWS to spare, and they only make a test wait. */
export function liftBudgets(options: { callTimeoutMs?: number } = {}): void {
  const lifted = Object.fromEntries(Object.keys(budgets).map((service) => [service, unbound]));
  connect(mainTarget(), { ...options, budgets: lifted as typeof budgets });
}

/** Engines of one test, each of which may be killed; at most one of them lives. */
export class Engines {
  readonly #made: Engine[] = [];

  /** Starts an engine that asks `isLast` at each point whether it dies there. */
  async start(
    isLast: (point: RunPoint) => boolean = () => false,
  ): Promise<{ died: () => boolean }> {
    let isDead = false;
    const engine: Engine = await createEngine({
      leaseMs,
      lookMs: 50,
      waitMs: (ms) => ms / haste,
      reached: async (point) => {
        if (!isDead && isLast(point)) {
          isDead = true;
          engine.abandon();
        }
        // A killed process does nothing more, whatever it was at.
        if (isDead) await new Promise(() => {});
      },
    });
    this.#made.push(engine);
    return { died: () => isDead };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#made.splice(0).map((engine) => engine.stop()));
  }

  /** Runs what is begun to its rest, on an engine of its own. */
  async settled(begun: Promise<{ runId: string }>): Promise<string> {
    await this.start();
    const { runId } = await begun;
    await atRest(runId);
    await this.stop();
    return runId;
  }

  /** Whether the engine died before the run came to its rest. */
  async diedOn({ died }: { died: () => boolean }, runId: string): Promise<boolean> {
    return eventually(async () => {
      if (died()) return true;
      if (isAtRest(await getRun(runId))) return false;
      throw new Error(`run ${runId} goes on`);
    });
  }
}

export function atRest(runId: string): Promise<Run> {
  return eventually(async () => {
    const run = await getRun(runId);
    if (!run || !isAtRest(run))
      throw new Error(`the run is ${run?.state}: ${JSON.stringify(run?.problem)}`);
    return run;
  });
}

/** Over, or waiting for a person: nobody works on it. */
function isAtRest(run: Run | null): boolean {
  return run !== null && (run.endedAt !== null || run.state === 'planned');
}

/** Answers at each point whether it is the spot. */
export function isAt(spot: Spot): (point: RunPoint) => boolean {
  let count = 0;
  return (point) => point === spot.point && ++count === spot.nth;
}
