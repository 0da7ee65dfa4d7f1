import type { RunAim, RunKind, RunState, StepAction } from '../runs/types';
import type { World } from './world';

/** What a case stands on: `settled` resolves when nobody works on the run any more. */
export type Bench = {
  settled(begun: Promise<{ runId: string }>): Promise<string>;
  fault: World['fault'];
  /** Has what works on the stack's resources stop short of their end, until it is let go again. */
  hold(stack: string): Promise<void>;
  release(stack: string): Promise<void>;
  /** Changes a plan's quota as somebody in AWS's console would. */
  setQuotaOutside(usagePlanId: string, limit: string): Promise<void>;
  /** Switches the private DNS of an endpoint off, likewise. */
  hideEndpointOutside(endpointId: string): Promise<void>;
};

/**
 * One kind of run: what has to stand before it, and how it is begun. Whoever adds a kind, an aim or a step action adds
 * a case; everything that is killed, replayed or counted goes over this table.
 */
export type RunCase = {
  name: string;
  kind: RunKind;
  aim: RunAim;
  actions: StepAction[];
  /** Where an undisturbed run of this kind comes to rest. */
  rests: RunState;
  /** Puts in place what the run needs; answers how to begin it, and its id. */
  prepare(bench: Bench): Promise<() => Promise<string>>;
};
