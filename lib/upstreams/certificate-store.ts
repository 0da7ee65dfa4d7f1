import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { type Database, db } from '../db/database';
import { upstreamCertificates as certificates, upstreams } from '../db/schema';
import type { CertificateFacts } from './certificate';
import type { CertificateLook } from './read-certificate';
import { watchedStates } from './types';

export type Claim = { host: string; claim: string };

/** A look takes ten seconds at most. */
const claimS = 30;
/** Whoever presses again and again has a host looked at this often. */
const pauseS = 10;

const claimedNow = () => ({
  claim: randomBytes(12).toString('hex'),
  claimedUntil: sql`now() + make_interval(secs => ${claimS})`,
});
const isFree = or(isNull(certificates.claimedUntil), lte(certificates.claimedUntil, sql`now()`));

/** Hosts that are new to the register are looked at soon. */
export async function enlistHosts(): Promise<void> {
  await (await db()).execute(sql`
    insert into ${certificates} (host)
    select host from ${upstreams}
    where ${inArray(upstreams.state, watchedStates)}
    on conflict do nothing`);
}

/** Takes one host whose turn has come: of all processes one has it. Null where there is none. */
export async function claimDueHost(): Promise<Claim | null> {
  const database = await db();
  const due = database
    .select({ host: certificates.host })
    .from(certificates)
    .innerJoin(upstreams, eq(upstreams.host, certificates.host))
    .where(
      and(inArray(upstreams.state, watchedStates), lte(certificates.dueAt, sql`now()`), isFree),
    )
    .orderBy(asc(certificates.dueAt))
    .limit(1)
    .for('update', { of: certificates, skipLocked: true });
  const [claimed] = await database
    .update(certificates)
    .set(claimedNow())
    .where(sql`${certificates.host} = (${due})`)
    .returning({ host: certificates.host, claim: certificates.claim });
  return claimOf(claimed);
}

/** Takes this host now; null where somebody is at it, or was a moment ago. */
export async function claimHost(on: Database, host: string): Promise<Claim | null> {
  const rested = or(
    isNull(certificates.triedAt),
    lte(certificates.triedAt, sql`now() - make_interval(secs => ${pauseS})`),
  );
  const [claimed] = await on
    .insert(certificates)
    .values({ host, ...claimedNow() })
    .onConflictDoUpdate({
      target: certificates.host,
      set: claimedNow(),
      setWhere: and(isFree, rested),
    })
    .returning({ host: certificates.host, claim: certificates.claim });
  return claimOf(claimed);
}

function claimOf(row: { host: string; claim: string | null } | undefined): Claim | null {
  return row?.claim ? { host: row.host, claim: row.claim } : null;
}

/** Keeps what a look came to, and gives the host back; whoever lost it meanwhile keeps nothing. */
export async function keepLook(
  { host, claim }: Claim,
  { reading, problem }: CertificateLook,
  dueAt: Date,
): Promise<void> {
  const now = sql`now()`;
  const come = reading
    ? { reading, readAt: now, problem: null, failingSince: null }
    : { problem, failingSince: sql`coalesce(${certificates.failingSince}, now())` };
  await (await db())
    .update(certificates)
    .set({ ...come, triedAt: now, dueAt, claim: null, claimedUntil: null })
    .where(and(eq(certificates.host, host), eq(certificates.claim, claim)));
}

const columns = {
  host: certificates.host,
  reading: certificates.reading,
  readAt: certificates.readAt,
  triedAt: certificates.triedAt,
  problem: certificates.problem,
  failingSince: certificates.failingSince,
};

/** What is known of each host's certificate, by host. */
export async function loadCertificates(hosts?: string[]): Promise<Map<string, CertificateFacts>> {
  const rows = await (await db())
    .select(columns)
    .from(certificates)
    .where(hosts && inArray(certificates.host, hosts));
  return new Map(rows.map(({ host, ...facts }) => [host, facts]));
}
