import 'server-only';
import { randomBytes } from 'node:crypto';
import { startAlerts } from '../alerts/job';
import { sleep } from '../aws/limiter';
import { findTarget } from '../aws/targets';
import type { Stop } from '../background';
import { listen } from '../db/database';
import { startDriftCollector } from '../drift/collector';
import { startExtensionWorker } from '../extensions/worker';
import { startKeySchedule } from '../keys/schedule';
import { log } from '../log';
import { startProbeSchedule } from '../probes/schedule';
import { startRequestWorker } from '../requests/worker';
import { advanceRolls } from '../rolls/drive';
import { rollChannel } from '../rolls/store';
import { startCertificateJob } from '../upstreams/certificate-job';
import { startUsageCollector } from '../usage/collector';
import { Attention, attentionChannel } from './attention';
import type { RunPoint } from './context';
import { driveRun } from './drive';
import { claimRuns, type Holder, keepLeases, leaseMsDefault, releaseLeases } from './lease';
import { endRun, queueChannel, type RunRow } from './store';

/** Stacks that one process works on at once; CloudFormation itself is slowed by API Gateway's limits (aws-facts C). */
const parallelMax = 30;
/** Waiting runs are looked for this often even when no word of them arrived. */
const lookMsDefault = 2_000;
const stopMsMax = 300;
/** Rolls wait for runs, and look how they stand this often. */
const rollMs = 1_000;

export type Engine = {
  /** Stops at the next point and gives the runs up to others. */
  stop(): Promise<void>;
  /** Stops without a word, as a killed process does: leases run out by themselves. For tests. */
  abandon(): void;
};

export type EngineOptions = {
  leaseMs?: number;
  lookMs?: number;
  /** A seam for tests: called at each point of each run, and waited for. */
  reached?: (point: RunPoint, runId: string) => Promise<void>;
  /** How long a wait of so many milliseconds between two looks at AWS really takes; that long unless said. */
  waitMs?: (ms: number) => number;
};

/** Starts a worker that claims unfinished runs and drives each to its end. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const worker = new Worker(options);
  const unlisten = await listen(queueChannel, () => worker.look());
  const ignore = await listen(attentionChannel, (runId) => worker.attention.hear(runId));
  const looks = setInterval(() => worker.look(), options.lookMs ?? lookMsDefault);
  const heartbeat = setInterval(() => worker.beat(), worker.holder.leaseMs / 3);
  const rolls = setInterval(() => worker.roll(), rollMs);
  const unlistenRolls = await listen(rollChannel, () => worker.roll());
  worker.look();
  worker.roll();

  function end(): void {
    worker.stopping.abort(new Error('the run engine stops'));
    clearInterval(looks);
    clearInterval(heartbeat);
    clearInterval(rolls);
    for (const close of [unlisten, ignore, unlistenRolls]) void close().catch(report);
  }

  return {
    async stop() {
      end();
      // A call that AWS does not answer must not hold up the process; whoever goes on repeats it.
      await Promise.race([worker.settle(), sleep(stopMsMax)]);
      await releaseLeases(worker.holder);
    },
    abandon: end,
  };
}

/** The runs that one engine holds, and the work on them. */
class Worker {
  readonly holder: Holder;
  readonly stopping = new AbortController();
  readonly attention = new Attention();
  readonly #reached: EngineOptions['reached'];
  readonly #waitMs: (ms: number) => number;
  readonly #active = new Map<string, Promise<void>>();
  #looking: Promise<void> | null = null;
  #rolling: Promise<void> | null = null;

  constructor({ leaseMs = leaseMsDefault, reached, waitMs = (ms) => ms }: EngineOptions) {
    this.holder = { owner: randomBytes(8).toString('hex'), leaseMs };
    this.#reached = reached;
    this.#waitMs = waitMs;
  }

  /** Claims what is free and begins to work on it; one look at a time. */
  look(): void {
    if (this.stopping.signal.aborted) return;
    this.#looking ??= this.#claim()
      .catch(report)
      .finally(() => {
        this.#looking = null;
      });
  }

  /** Makes the next moves of rolls, as long as there are any; one at a time. */
  roll(): void {
    if (this.stopping.signal.aborted) return;
    this.#rolling ??= this.#advance()
      .catch(report)
      .finally(() => {
        this.#rolling = null;
      });
  }

  async #advance(): Promise<void> {
    while (!this.stopping.signal.aborted && (await advanceRolls()));
  }

  beat(): void {
    keepLeases(this.holder, [...this.#active.keys()]).catch(report);
  }

  async settle(): Promise<void> {
    await this.#looking;
    await this.#rolling;
    await Promise.all(this.#active.values());
  }

  async #claim(): Promise<void> {
    const claimed = await claimRuns(this.holder, parallelMax - this.#active.size);
    for (const run of claimed.filter(({ id }) => !this.#active.has(id)))
      this.#active.set(run.id, this.#work(run));
  }

  /** Never rejects: what stopped the work is logged, and the run is claimed again when its lease has run out. */
  async #work(run: RunRow): Promise<void> {
    try {
      await this.#drive(run);
    } catch (thrown) {
      if (!this.stopping.signal.aborted) report(thrown);
    } finally {
      this.#active.delete(run.id);
      this.look();
      // A roll that waits for this run begins the next, or none any more.
      this.roll();
    }
  }

  async #drive(run: RunRow): Promise<void> {
    const { signal } = this.stopping;
    const target = findTarget(run.targetId);
    if (!target) return endRun(run.id, 'failed', noTarget(run));
    const reached = async (point: RunPoint) => {
      await this.#reached?.(point, run.id);
      signal.throwIfAborted();
    };
    const pause = (ms: number) => sleep(this.#waitMs(ms), signal);
    const demand = () => ({
      isWatched: this.attention.isPaidTo(run.id),
      stacks: this.#active.size,
    });
    return driveRun({ target, run, signal, reached, demand, pause });
  }
}

const holder = globalThis as typeof globalThis & {
  sluiceEngine?: Promise<Engine>;
  sluiceJobs?: Promise<Stop[]>;
};

/**
 * Starts the process's background work, once whatever loads this module again: runs, the fleet's usage, what was changed
 * outside, keys whose time has come, probes whose turn has come, alerts, extensions of quotas, and upstreams'
 * certificates.
 */
export async function startRunEngine(): Promise<void> {
  holder.sluiceEngine ??= createEngine();
  await holder.sluiceEngine;
  holder.sluiceJobs ??= Promise.all([
    startExtensionWorker(),
    startRequestWorker(),
    startUsageCollector(),
    startDriftCollector(),
    startKeySchedule(),
    startProbeSchedule(),
    startAlerts(),
    startCertificateJob(),
  ]);
  await holder.sluiceJobs;
}

/** Stops the worker and gives up its leases, so that another replica goes on at once. */
export async function stopRunEngine(): Promise<void> {
  const { sluiceEngine: engine, sluiceJobs: jobs } = holder;
  holder.sluiceEngine = undefined;
  holder.sluiceJobs = undefined;
  const stopped = jobs?.then((stops) => Promise.all(stops.map((stop) => stop())));
  await (await engine)?.stop();
  await Promise.race([stopped, sleep(stopMsMax)]);
}

function noTarget(run: RunRow) {
  return {
    stackName: run.subjectName,
    logicalId: run.subjectName,
    resourceType: 'AWS::CloudFormation::Stack',
    reason: `The target ${run.targetId} is no longer configured.`,
  };
}

function report(error: unknown): void {
  log.error('run_engine', { error });
}
