import { createEngine, type Engine } from '../../lib/runs/engine';
import type { Luck } from './random';

/** Short, so that what a killed engine held is free again soon. */
const leaseMs = 3_000;
/** Waits between two looks at AWS are cut to a fiftieth: there is no AWS to spare. */
const haste = 50;

/** Engines that share the work, as replicas do, and are killed now and then; each is followed by another. */
export class Engines {
  kills = 0;
  readonly #luck: Luck;
  readonly #killRate: number;
  readonly #running = new Set<Engine>();
  #isClosed = false;

  constructor(luck: Luck, killRate: number) {
    this.#luck = luck;
    this.#killRate = killRate;
  }

  async start(): Promise<void> {
    let isDead = false;
    const engine: Engine = await createEngine({
      leaseMs,
      waitMs: (ms) => ms / haste,
      reached: async () => {
        if (!isDead && !this.#isClosed && this.#luck.chance() < this.#killRate) {
          isDead = true;
          this.#kill(engine);
        }
        // A killed process does nothing more, whatever it was at.
        if (isDead) await new Promise(() => {});
      },
    });
    this.#running.add(engine);
  }

  #kill(engine: Engine): void {
    this.kills += 1;
    this.#running.delete(engine);
    engine.abandon();
    void this.start();
  }

  async stop(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#running].map((engine) => engine.stop()));
  }
}
