import 'server-only';
import { randomBytes } from 'node:crypto';
import { sleep } from '../aws/limiter';
import { findTarget } from '../aws/targets';
import { listen } from '../db/database';
import { log } from '../log';
import { startUsageCollector } from '../usage/collector';
import type { RunPoint } from './context';
import { driveRun } from './drive';
import { claimRuns, type Holder, keepLeases, leaseMsDefault, releaseLeases } from './lease';
import { endRun, queueChannel, type RunRow } from './store';

/** Stacks that one process works on at once; CloudFormation itself is slowed by API Gateway's limits (aws-facts C). */
const parallelMax = 12;
/** Waiting runs are looked for this often even when no word of them arrived. */
const lookMs = 2_000;
const stopMsMax = 300;

export type Engine = {
  /** Stops at the next point and gives the runs up to others. */
  stop(): Promise<void>;
  /** Stops without a word, as a killed process does: leases run out by themselves. For tests. */
  abandon(): void;
};

export type EngineOptions = {
  leaseMs?: number;
  /** A seam for tests: called at each point of each run, and waited for. */
  reached?: (point: RunPoint, runId: string) => Promise<void>;
};

/** Starts a worker that claims unfinished runs and drives each to its end. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const { leaseMs = leaseMsDefault } = options;
  const owner: Holder = { owner: randomBytes(8).toString('hex'), leaseMs };
  const stopping = new AbortController();
  const active = new Map<string, Promise<void>>();
  let looking: Promise<void> | null = null;

  const look = () => {
    if (stopping.signal.aborted) return;
    looking ??= claim()
      .catch(report)
      .finally(() => {
        looking = null;
      });
  };

  async function claim(): Promise<void> {
    const claimed = await claimRuns(owner, parallelMax - active.size);
    for (const run of claimed.filter(({ id }) => !active.has(id)))
      active.set(
        run.id,
        drive(run).finally(() => {
          active.delete(run.id);
          look();
        }),
      );
  }

  async function drive(run: RunRow): Promise<void> {
    const target = findTarget(run.targetId);
    if (!target) return endRun(run.id, 'failed', noTarget(run));
    const reached = async (point: RunPoint) => {
      await options.reached?.(point, run.id);
      stopping.signal.throwIfAborted();
    };
    await driveRun({ target, run, signal: stopping.signal, reached }).catch((thrown) => {
      if (!stopping.signal.aborted) report(thrown);
    });
  }

  const unlisten = await listen(queueChannel, look);
  const looks = setInterval(look, lookMs);
  const heartbeat = setInterval(
    () => void keepLeases(owner, [...active.keys()]).catch(report),
    leaseMs / 3,
  );
  look();

  function end(): void {
    stopping.abort(new Error('the run engine stops'));
    clearInterval(looks);
    clearInterval(heartbeat);
    void unlisten().catch(report);
  }

  return {
    async stop() {
      end();
      await looking;
      // A call that AWS does not answer must not hold up the process; whoever goes on repeats it.
      await Promise.race([Promise.all(active.values()), sleep(stopMsMax)]);
      await releaseLeases(owner);
    },
    abandon: end,
  };
}

const holder = globalThis as typeof globalThis & {
  sluiceEngine?: Promise<Engine>;
  sluiceCollector?: () => void;
};

/** Starts the process's background work, once whatever loads this module again: runs, and the fleet's usage. */
export async function startRunEngine(): Promise<void> {
  holder.sluiceEngine ??= createEngine();
  await holder.sluiceEngine;
  holder.sluiceCollector ??= startUsageCollector();
}

/** Stops the worker and gives up its leases, so that another replica goes on at once. */
export async function stopRunEngine(): Promise<void> {
  holder.sluiceCollector?.();
  holder.sluiceCollector = undefined;
  const engine = holder.sluiceEngine;
  holder.sluiceEngine = undefined;
  await (await engine)?.stop();
}

function noTarget(run: RunRow) {
  return {
    stackName: run.subjectName,
    logicalId: run.subjectName,
    resourceType: 'AWS::CloudFormation::Stack',
    reason: `The target ${run.targetId} is no longer configured.`,
  };
}

/** The run stays unfinished and is claimed again when its lease has run out. */
function report(error: unknown): void {
  log.error('run_engine', { error });
}
