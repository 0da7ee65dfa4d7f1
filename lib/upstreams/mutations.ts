import 'server-only';
import { and, eq, inArray } from 'drizzle-orm';
import { recordAudit } from '../audit/mutations';
import { changesOf } from '../audit/secrets';
import { type Database, db } from '../db/database';
import { upstreams } from '../db/schema';
import { env } from '../env';
import { AppError } from '../errors';
import { DecisionRefused } from '../governance/refusal';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { lookAt } from './certificate-job';
import { claimHost } from './certificate-store';
import type { CheckUpstreamInput, DecideUpstreamInput, ProposeUpstreamInput } from './schema';
import { loadUpstream } from './store';
import { isWatched, nextReview, type Upstream, type UpstreamState } from './types';

/**
 * Proposes a host for the register, or anew where it was declined or retired. Throws `conflict` for one that is
 * proposed or approved already.
 */
export async function proposeUpstream(actor: Actor, input: ProposeUpstreamInput): Promise<void> {
  const { host, ...facts } = input;
  authorize(actor, 'upstream.propose', { team: input.team, name: host });
  const now = new Date();
  const proposed = {
    ...{ ...facts, reviewOn: nextReview(now), state: 'proposed' as const },
    ...{ proposedBy: actor.email, proposedAt: now },
    ...{ decidedBy: null, decidedAt: null, decisionReason: null },
  };
  await (await db()).transaction(async (tx) => {
    const before = await loadUpstream(host, tx);
    const written = await tx
      .insert(upstreams)
      .values({ host, ...proposed })
      .onConflictDoUpdate({
        target: upstreams.host,
        set: proposed,
        setWhere: inArray(upstreams.state, ['declined', 'retired']),
      })
      .returning({ host: upstreams.host });
    if (written.length === 0) throw await standsAlready(tx, host);
    await recordAudit(tx, {
      actor,
      action: 'upstream.propose',
      object: host,
      team: input.team,
      detail: { purpose: facts.purpose, owner: facts.owner, dataClass: facts.dataClass },
      changes: changesOf(before && factsOf(before), factsOf(proposed)),
    });
  });
}

/**
 * Approves or declines a proposal, reviews or retires what is approved. Nobody decides about their own proposal: that
 * throws `conflict`, whatever their role, as does a host that is in another state.
 */
export async function decideUpstream(actor: Actor, input: DecideUpstreamInput): Promise<void> {
  const { verb, host, reason } = input;
  authorize(actor, 'upstream.manage', { name: host });
  const found = await loadUpstream(host);
  if (!found) throw new AppError('not_found', `${host} is not registered`);
  const isDecision = verb === 'approve' || verb === 'decline';
  if (isDecision && found.proposedBy === actor.email)
    throw new DecisionRefused('own', {
      permission: 'upstream.manage',
      object: host,
      team: found.team,
    });
  const now = new Date();
  const change = changeOf(input, now);
  await (await db()).transaction(async (tx) => {
    const decided = await tx
      .update(upstreams)
      .set({ ...change, decidedBy: actor.email, decidedAt: now, decisionReason: reason })
      .where(
        and(eq(upstreams.host, host), eq(upstreams.state, isDecision ? 'proposed' : 'approved')),
      )
      .returning({ host: upstreams.host });
    if (decided.length === 0) throw await standsAlready(tx, host);
    await recordAudit(tx, {
      actor,
      action: `upstream.${verb}`,
      object: host,
      team: found.team,
      reason,
      changes: changesOf(factsOf(found), factsOf({ ...found, ...change })),
    });
  });
}

/**
 * Looks at a host's certificate now. What comes of it stands in the register, also where nothing could be read. Throws
 * `conflict` where looking is switched off or the host is declined or retired, `throttled` within ten seconds of a look.
 */
export async function checkUpstream(actor: Actor, { host }: CheckUpstreamInput): Promise<void> {
  const found = await loadUpstream(host);
  authorize(actor, 'upstream.check', found && { team: found.team, name: host });
  if (!found) throw new AppError('not_found', `${host} is not registered`);
  if (env().SLUICE_UPSTREAM_CHECKS.mode === 'off' || !isWatched(found))
    throw new AppError('conflict', `${host} is not looked at`, {
      detail: host,
      reason: { id: 'notWatched', host },
    });
  const claim = await (await db()).transaction(async (tx) => {
    const taken = await claimHost(tx, host);
    if (!taken) throw new AppError('throttled', `${host} was looked at a moment ago`);
    await recordAudit(tx, { actor, action: 'upstream.check', object: host, team: found.team });
    return taken;
  });
  await lookAt(claim);
}

const stateAfter: Record<DecideUpstreamInput['verb'], UpstreamState> = {
  approve: 'approved',
  decline: 'declined',
  review: 'approved',
  retire: 'retired',
};

function changeOf(input: DecideUpstreamInput, now: Date): Partial<Upstream> {
  const { verb, host: _, reason: __, ...facts } = input;
  const reviewOn = 'reviewOn' in facts ? facts.reviewOn : null;
  if (reviewOn !== null && reviewOn <= now.toISOString().slice(0, 10))
    throw new AppError('invalid', 'the next review is not in the future', { detail: reviewOn });
  return { ...facts, state: stateAfter[verb] };
}

/** What the register says of a host, without who said so and when: that is the row's own. */
function factsOf(upstream: Omit<Upstream, 'host'>) {
  const { team, state, purpose, owner, dataClass, terms, reviewOn } = upstream;
  return { team, state, purpose, owner, dataClass, terms, reviewOn };
}

async function standsAlready(on: Database, host: string): Promise<AppError> {
  const state = (await loadUpstream(host, on))?.state ?? 'unregistered';
  return new AppError('conflict', `${host} is ${state}`, {
    detail: `${host}: ${state}`,
    reason: { id: 'upstreamMoved', host },
  });
}
