import 'server-only';
import { randomBytes } from 'node:crypto';
import { lt } from 'drizzle-orm';
import { sleep } from '../aws/limiter';
import { mainTarget, type Target } from '../aws/targets';
import { db } from '../db/database';
import { leaveDuty, takeDuty } from '../db/duty';
import { type UsageSourceKind, usageCounts, usageHours, usageRequests } from '../db/schema';
import { log } from '../log';
import { dayMs } from './calendar';
import { collectCounts } from './collect-counts';
import { collectDays } from './collect-days';
import { collectLog } from './collect-log';
import { askPaced } from './paced';
import { readSubjects } from './seen';
import { loadSource, loadSources, type SourceRow, sourceKey } from './sources';
import type { Subject } from './subjects';
import { nextTurn, type Turn } from './urgency';

/** How the collector paces itself; tests hurry it. */
export type CollectorOptions = {
  /**
   * GetUsage calls a second at most: of the four that Sluice sends API Gateway (aws-facts C) the rest is for what was
   * changed outside and for people. 600 plans take four minutes.
   */
  plansPerSecond?: number;
  /** FilterLogEvents calls a second at most; the Regions that grant least grant five. */
  logsPerSecond?: number;
  /** What was asked within so many milliseconds is young. */
  youngMs?: Record<UsageSourceKind, number>;
  /** One process collects for all; another takes over when it was silent for so long. */
  dutyMs?: number;
};

const defaults: Required<CollectorOptions> = {
  plansPerSecond: 2.5,
  logsPerSecond: 3,
  youngMs: { usage: 10_000, log: 5_000, metrics: 60_000 },
  dutyMs: 30_000,
};

/** The fleet is looked at anew this often; a large one takes several calls. */
const fleetMs = 5_000;
const fleetMsPerProxy = 25;
const idleMs = 500;
/** An answer may take longer than a turn: with so many on their way the pace holds while one takes over a second. */
const atOnceMax = 4;
/** Each metric that is asked for costs: a large fleet is asked about less often, every four minutes at 600 proxies. */
const countMsPerProxy = 400;
const cleanEveryMs = 3_600_000;
const keptMs = { requests: 8 * dayMs, counts: 8 * dayMs, hours: 400 * dayMs };

/**
 * Asks AWS about every proxy's traffic, so that no viewer does: GetUsage, the access log and CloudWatch's counts, each
 * at its own pace, the proxy that is nearest to its limit first. Of several processes one works; what it learns is in
 * the database. Answers how to stop.
 */
export function startUsageCollector(options: CollectorOptions = {}): () => Promise<void> {
  const stopping = new AbortController();
  const collector = new Collector({ ...defaults, ...options }, stopping.signal);
  const done = collector.run();
  return async () => {
    stopping.abort(new Error('the usage collector stops'));
    await done;
  };
}

/** One look at everything that is not young, for whoever cannot wait for a turn: tests, and a first start. */
export async function collectOnce(
  youngMs: Record<UsageSourceKind, number> = { usage: 0, log: 0, metrics: 0 },
): Promise<void> {
  const collector = new Collector({ ...defaults, youngMs }, new AbortController().signal);
  await collector.once();
}

type Known = { subject: Subject; share: number };

class Collector {
  readonly #options: Required<CollectorOptions>;
  readonly #signal: AbortSignal;
  readonly #duty: string;
  readonly #holder = randomBytes(8).toString('hex');
  readonly #target: Target = mainTarget();
  #known = new Map<string, Known>();
  #sources = new Map<string, SourceRow>();

  constructor(options: Required<CollectorOptions>, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#duty = `usage/${this.#target.id}`;
  }

  /** Ends when the signal says so, and never rejects. */
  async run(): Promise<void> {
    while (!this.#signal.aborted) {
      const isMine = await takeDuty(this.#duty, this.#holder, this.#options.dutyMs).catch(report);
      if (isMine) await this.#work();
      else await this.#rest(this.#options.dutyMs / 3);
    }
    await leaveDuty(this.#duty, this.#holder).catch(report);
  }

  async once(): Promise<void> {
    await this.#look();
    const subjects = [...this.#known.values()].map(({ subject }) => subject);
    await collectCounts(this.#target, subjects, this.#sources);
    for (const known of this.#known.values()) {
      await this.#askUsage(known);
      await this.#askLog(known);
    }
  }

  /** Collects for as long as the duty is this process's. */
  async #work(): Promise<void> {
    let isLost = false;
    const isOver = () => isLost || this.#signal.aborted;
    await this.#look().catch(report);
    const loops = [
      this.#loop(isOver, 'usage', this.#options.plansPerSecond, (known) => this.#askUsage(known)),
      this.#loop(isOver, 'log', this.#options.logsPerSecond, (known) => this.#askLog(known)),
      this.#countLoop(isOver),
      this.#fleetLoop(isOver),
    ];
    let heldUntil = Date.now() + this.#options.dutyMs;
    while (!isOver()) {
      await this.#rest(this.#options.dutyMs / 3);
      const isMine = await takeDuty(this.#duty, this.#holder, this.#options.dutyMs).catch(report);
      if (isMine) heldUntil = Date.now() + this.#options.dutyMs;
      isLost = isMine === false || Date.now() > heldUntil;
    }
    await Promise.all(loops);
  }

  #loop(
    isOver: () => boolean,
    source: 'usage' | 'log',
    perSecond: number,
    ask: (known: Known) => Promise<void>,
  ): Promise<void> {
    return askPaced<Known>({
      ...{ perSecond, atOnceMax, idleMs, isOver },
      next: (isAsked) => {
        const turns = this.#turns(source).filter(({ known }) => !isAsked(known.subject.apiId));
        const turn = nextTurn(turns, Date.now(), this.#options.youngMs[source]);
        return turn && { id: turn.known.subject.apiId, turn: turn.known };
      },
      ask: (known) => ask(known).catch(report),
      rest: (ms) => this.#rest(ms),
    });
  }

  async #countLoop(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const youngMs = Math.max(this.#options.youngMs.metrics, this.#known.size * countMsPerProxy);
      const due = this.#turns('metrics').filter(
        (turn) => nextTurn([turn], Date.now(), youngMs) !== null,
      );
      const subjects = due.map(({ known }) => known.subject);
      await collectCounts(this.#target, subjects, this.#sources).catch(report);
      if (subjects.length > 0) this.#sources = await loadSources(this.#target).catch(this.#asKnown);
      await this.#rest(idleMs);
    }
  }

  async #fleetLoop(isOver: () => boolean): Promise<void> {
    let cleanedAt = Number.NEGATIVE_INFINITY;
    while (!isOver()) {
      await this.#rest(Math.max(fleetMs, this.#known.size * fleetMsPerProxy));
      if (isOver()) return;
      await this.#look().catch(report);
      if (Date.now() - cleanedAt < cleanEveryMs) continue;
      cleanedAt = Date.now();
      await forgetOld().catch(report);
    }
  }

  /** Who there is to ask about, and how far each was read. */
  async #look(): Promise<void> {
    const subjects = await readSubjects();
    this.#known = new Map(
      subjects.map((subject) => {
        const share = this.#known.get(subject.apiId)?.share ?? 0;
        return [subject.apiId, { subject, share }];
      }),
    );
    this.#sources = await loadSources(this.#target);
  }

  #turns(source: UsageSourceKind): (Turn & { known: Known })[] {
    return [...this.#known.values()].flatMap((known) => {
      if (source === 'log' && !known.subject.logGroup) return [];
      const row = this.#sources.get(keyOf(known.subject, source));
      const triedAt = row?.triedAt.getTime() ?? null;
      return [{ known, triedAt, isFailing: row?.problem != null, share: known.share }];
    });
  }

  async #askUsage({ subject }: Known): Promise<void> {
    const key = keyOf(subject, 'usage');
    const { share } = await collectDays(this.#target, subject, this.#sources.get(key));
    // The fleet may have been looked at meanwhile.
    const known = this.#known.get(subject.apiId);
    if (known) known.share = share;
    await this.#reload(subject.usagePlanId, 'usage');
  }

  async #askLog(known: Known): Promise<void> {
    const key = keyOf(known.subject, 'log');
    await collectLog(this.#target, known.subject, this.#sources.get(key));
    await this.#reload(known.subject.apiId, 'log');
  }

  async #reload(subject: string, source: UsageSourceKind): Promise<void> {
    const row = await loadSource(this.#target, subject, source);
    if (row) this.#sources.set(sourceKey(subject, source), row);
  }

  readonly #asKnown = (error: unknown) => {
    report(error);
    return this.#sources;
  };

  async #rest(ms: number): Promise<void> {
    await sleep(ms, this.#signal).catch(() => {});
  }
}

function keyOf({ apiId, usagePlanId }: Subject, source: UsageSourceKind): string {
  return sourceKey(source === 'usage' ? usagePlanId : apiId, source);
}

/** Drops what nobody looks at any more. */
async function forgetOld(): Promise<void> {
  const before = (ms: number) => new Date(Date.now() - ms);
  const database = await db();
  await database.delete(usageRequests).where(lt(usageRequests.hour, before(keptMs.requests)));
  await database.delete(usageCounts).where(lt(usageCounts.slot, before(keptMs.counts)));
  await database.delete(usageHours).where(lt(usageHours.hour, before(keptMs.hours)));
}

function report(error: unknown): undefined {
  log.error('usage.collect', { error });
}
