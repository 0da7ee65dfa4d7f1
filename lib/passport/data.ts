import 'server-only';
import { createHash } from 'node:crypto';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { db } from '../db/database';
import { audit } from '../db/schema';
import { getLiveReport } from '../drift/data';
import type { Known } from '../known';
import { listProbeResults } from '../probes/data';
import { getProof, getProxy, listProxies } from '../proxies/data';
import type { ProxyDetail } from '../proxies/types';
import { listRuns } from '../runs/data';
import { certificateStanding } from '../upstreams/certificate';
import { getCertificate, getUpstream } from '../upstreams/data';
import { hostOf } from '../upstreams/host';
import { callersByHost } from '../upstreams/usage';
import { getDayHistory, getHourHistory } from '../usage/history-data';
import type { HistoryView } from '../usage/history-view';
import { sumOutcomes } from './sums';
import { type Passport, passportFormat, type UpstreamPassport } from './types';

/** Three months, as far back as GetUsage and the access log's counts go. */
const view: HistoryView = { range: { days: 90 }, keys: [], isCompared: false, zone: 'utc' };

/**
 * Rows of decisions, and of changes, that a passport holds; it says where there are more. As many as fit: a reason is
 * at most 1,000 characters of three bytes, and the form that carries it all is at most 2 MB.
 */
const rowsMax = 400;
const probesMax = 50;

/** Decisions of people about a proxy, as the audit names them. */
const proxyApprovals = [
  'run.execute',
  'proxy.review',
  'extension.approve',
  'extension.deny',
  'request.approve',
  'request.deny',
];
const upstreamApprovals = [
  'upstream.approve',
  'upstream.decline',
  'upstream.review',
  'upstream.retire',
];

/**
 * What is known of one proxy now, for somebody who keeps it. Null where AWS has answered and there is no stack of that
 * name; a proxy whose spec cannot be read has none either, for nobody can say what it is meant to be.
 */
export async function getPassport(
  name: string,
  issuedBy: string,
  now: Date,
): Promise<Known<Passport> | null> {
  const known = await getProxy(name);
  if (!known) return null;
  if (known.value === null) return known;
  const proxy = known.value;
  if (!proxy.spec || !proxy.stackId) return null;
  const asOf = known.asOf.toISOString();
  const parts = await Promise.all([
    accessOf(proxy, asOf),
    probeOf(name),
    templateOf(proxy, asOf),
    approvalsOf(name, proxyApprovals, now),
    changesOf(name, now),
    usageOf(proxy),
    refusalsOf(proxy),
    registeredOf(hostOf(proxy.spec.upstream.url), now),
  ]);
  const [access, probe, template, approvals, changes, usage, refusals, register] = parts;
  const { network, upstream, lifetime, limits, keys } = proxy.spec;
  const stack = { source: 'CloudFormation', asOf };
  const slots = (['a', 'b'] as const).flatMap((slot) => {
    const key = keys[slot];
    const keyId = proxy.outputs[slot === 'a' ? 'KeyAId' : 'KeyBId'] ?? null;
    return key ? [{ slot: slot === 'a' ? ('A' as const) : ('B' as const), keyId, ...key }] : [];
  });
  const value: Passport = {
    format: passportFormat,
    issuedAt: now.toISOString(),
    issuedBy,
    subject: subjectOf(proxy),
    upstream,
    network: { ...network, access: proxy.spec.access },
    lifetime,
    register,
    access,
    probe,
    limits: { ...stack, limits },
    keys: { ...stack, slots },
    template,
    approvals,
    changes,
    usage,
    refusals,
  };
  return { ...known, value };
}

/** What is known of one host of the register now. Null where it is not in it. */
export async function getUpstreamPassport(
  host: string,
  issuedBy: string,
  now: Date,
): Promise<Known<UpstreamPassport> | null> {
  const [register, approvals, known] = await Promise.all([
    registeredOf(host, now),
    approvalsOf(host, upstreamApprovals, now),
    listProxies(),
  ]);
  if (!register.entry) return null;
  if (known.value === null) return known;
  const callers = callersByHost(known.value).get(host) ?? [];
  const passports = await Promise.all(
    callers.map(async ({ name }) => (await getPassport(name, issuedBy, now))?.value ?? null),
  );
  const value: UpstreamPassport = {
    format: passportFormat,
    issuedAt: now.toISOString(),
    issuedBy,
    subject: {
      kind: 'upstream',
      name: host,
      team: register.entry.team,
      owner: register.entry.owner,
    },
    register,
    approvals,
    proxies: {
      source: 'CloudFormation',
      asOf: known.asOf.toISOString(),
      rows: passports.flatMap((passport) => (passport ? [reducedOf(passport)] : [])),
      unknown: callers.filter((_, at) => passports[at] === null).map(({ name }) => name),
    },
  };
  return { ...known, value };
}

function reducedOf(passport: Passport): UpstreamPassport['proxies']['rows'][number] {
  const { subject, upstream, network, access, probe, limits, template, usage, refusals } = passport;
  return { subject, upstream, network, access, probe, limits, template, usage, refusals };
}

function subjectOf(proxy: ProxyDetail): Passport['subject'] {
  const { name, team, owner, environment, accountId, region, stackName, stackId } = proxy;
  return {
    kind: 'proxy',
    name,
    team,
    owner,
    environment,
    description: proxy.spec?.description ?? '',
    accountId,
    region,
    stackName,
    stackId,
    restApiId: proxy.outputs.RestApiId ?? null,
    url: proxy.outputs.InvokeUrl ?? null,
    createdAt: proxy.createdAt.toISOString(),
  };
}

async function accessOf(proxy: ProxyDetail, asOf: string): Promise<Passport['access']> {
  const proof = await getProof(proxy);
  const rows = proof?.rows ?? [];
  return { source: 'IAM policy evaluation', asOf, basis: proof?.basis ?? null, rows };
}

/** The newest probe that asked what must fail; its evidence is of then, and not of now. */
async function probeOf(name: string): Promise<Passport['probe']> {
  const results = await listProbeResults(name, probesMax);
  const last = results.find(({ settlesAt, negatives }) => !settlesAt && negatives.length > 0);
  return {
    source: 'Probe inside the VPC',
    asOf: last?.at.toISOString() ?? null,
    verdict: last?.verdict ?? null,
    outcome: last?.outcome ?? null,
    negatives: last?.negatives ?? [],
  };
}

async function templateOf(proxy: ProxyDetail, asOf: string): Promise<Passport['template']> {
  const report = await getLiveReport(proxy.name);
  const { template, version } = proxy;
  return {
    source: 'CloudFormation GetTemplate',
    asOf: template === null ? null : asOf,
    sha256: template === null ? null : createHash('sha256').update(template).digest('hex'),
    version,
    live: report?.state ?? 'unknown',
    comparedAt: report?.checkedAt?.toISOString() ?? null,
  };
}

async function approvalsOf(
  object: string,
  actions: string[],
  now: Date,
): Promise<Passport['approvals']> {
  const rows = await (await db())
    .select({ at: audit.at, by: audit.actor, action: audit.action, reason: audit.reason })
    .from(audit)
    .where(and(eq(audit.object, object), inArray(audit.action, actions)))
    .orderBy(desc(audit.id))
    .limit(rowsMax + 1);
  return {
    source: 'Sluice audit',
    asOf: now.toISOString(),
    isCut: rows.length > rowsMax,
    rows: rows.slice(0, rowsMax).map(({ at, ...row }) => ({ at: at.toISOString(), ...row })),
  };
}

async function registeredOf(host: string | null, now: Date): Promise<Passport['register']> {
  const [found, facts] = await Promise.all(
    host === null ? [null, null] : [getUpstream(host), getCertificate(host)],
  );
  const sourced = { source: 'Sluice upstream register', asOf: now.toISOString() };
  if (!found) return { ...sourced, entry: null };
  const { state, purpose, owner, dataClass, terms, reviewOn, team } = found;
  const { decidedBy, decidedAt, decisionReason } = found;
  const decision = { decidedBy, decidedAt: decidedAt?.toISOString() ?? null, decisionReason };
  const certificate = facts?.reading &&
    facts.readAt && {
      state: certificateStanding(facts, now).state,
      validTo: facts.reading.validTo,
      issuer: facts.reading.issuer,
      readAt: facts.readAt.toISOString(),
      failingSince: facts.failingSince?.toISOString() ?? null,
    };
  return {
    ...sourced,
    entry: {
      state,
      purpose,
      owner,
      dataClass,
      terms,
      reviewOn,
      team,
      ...decision,
      certificate: certificate || null,
    },
  };
}

async function changesOf(name: string, now: Date): Promise<Passport['changes']> {
  const runs = await listRuns({ subject: { kind: 'proxy', name }, limit: rowsMax + 1 });
  return {
    source: 'Sluice runs',
    asOf: now.toISOString(),
    isCut: runs.length > rowsMax,
    rows: runs
      .slice(0, rowsMax)
      .map(({ id, kind, state, requestedBy, requestedAt, decidedBy, endedAt }) => ({
        runId: id,
        kind,
        state,
        requestedBy,
        requestedAt: requestedAt.toISOString(),
        decidedBy,
        endedAt: endedAt?.toISOString() ?? null,
      })),
  };
}

async function usageOf(proxy: ProxyDetail): Promise<Passport['usage']> {
  const { value, asOf } = await getDayHistory(proxy, view);
  const days = value?.days ?? [];
  const known = (value?.total ?? []).filter((calls) => calls !== null);
  return {
    source: 'API Gateway GetUsage',
    asOf: asOf?.toISOString() ?? null,
    from: days[0] ?? '',
    to: days.at(-1) ?? '',
    calls: known.length === 0 ? null : known.reduce((sum, calls) => sum + calls, 0),
    daysKnown: known.length,
    days: days.length,
  };
}

async function refusalsOf(proxy: ProxyDetail): Promise<Passport['refusals']> {
  const { value, asOf } = await getHourHistory(proxy, view);
  const known = value && value.known.from < value.known.to ? value.known : null;
  return {
    source: 'API Gateway access log',
    asOf: asOf?.toISOString() ?? null,
    known: known && { from: known.from.toISOString(), to: known.to.toISOString() },
    byOutcome: sumOutcomes(value?.counts ?? []),
  };
}
