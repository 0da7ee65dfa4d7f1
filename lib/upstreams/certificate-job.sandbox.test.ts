import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { db } from '../db/database';
import { upstreamCertificates, upstreams } from '../db/schema';
import { actorOf, createWorld, type World } from '../testing/world';
import { advanceCertificates } from './certificate-job';
import { claimDueHost, claimHost, enlistHosts, keepLook } from './certificate-store';
import { dueCertificates, getCertificate } from './data';
import { checkUpstream } from './mutations';

let world: World;
beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 1 }));
});
afterAll(() => world.close());
beforeEach(async () => {
  await (await db()).delete(upstreamCertificates);
  await (await db()).delete(upstreams);
});

async function register(host: string, state: 'proposed' | 'approved' | 'declined' | 'retired') {
  const facts = { purpose: 'x', owner: 'a@example.com', dataClass: 'public' as const };
  const proposed = { team: 'payments', proposedBy: 'a@example.com', reviewOn: '2099-01-01' };
  await (await db()).insert(upstreams).values({ host, ...facts, ...proposed, state });
}
const choose = (host: string, certificate: unknown) =>
  world.control('POST', '/upstreams', { host, certificate });
const clock = (host: string, change: Record<string, unknown>) =>
  db().then((it) =>
    it.update(upstreamCertificates).set(change).where(eq(upstreamCertificates.host, host)),
  );
async function advanceAll(): Promise<number> {
  for (let count = 0; ; count++) if (!(await advanceCertificates())) return count;
}

describe('certificates of the register', () => {
  it('are looked at where a host is proposed or approved, once until the next day', async () => {
    await register('a.example.com', 'approved');
    await register('b.example.com', 'proposed');
    await register('c.example.com', 'declined');
    await register('d.example.com', 'retired');
    for (const host of ['a', 'b', 'c', 'd']) await choose(`${host}.example.com`, {});
    expect(await advanceAll()).toBe(2);
    expect(await advanceAll()).toBe(0);
    const rows = await (await db()).select().from(upstreamCertificates);
    for (const { dueAt } of rows) {
      const hours = (dueAt.getTime() - Date.now()) / 3_600_000;
      expect(hours).toBeGreaterThan(11);
      expect(hours).toBeLessThan(42);
    }
    expect((await getCertificate('a.example.com'))?.reading?.subject).toBe('a.example.com');
    expect(await getCertificate('c.example.com')).toBeNull();
  });

  it('of several processes each host is one’s', async () => {
    for (let index = 0; index < 12; index++) await register(`h${index}.example.com`, 'approved');
    await enlistHosts();
    const holder = async () => {
      const held: string[] = [];
      for (let claim = await claimDueHost(); claim; claim = await claimDueHost())
        held.push(claim.host);
      return held;
    };
    const [one, other] = await Promise.all([holder(), holder()]);
    expect([...one, ...other].sort()).toEqual([...new Set([...one, ...other])].sort());
    expect(one.length + other.length).toBe(12);
  });

  it('a holder that went silent loses the host, and keeps nothing of it later', async () => {
    await register('a.example.com', 'approved');
    await enlistHosts();
    const silent = await claimDueHost();
    expect(await claimDueHost()).toBeNull();
    await clock('a.example.com', { claimedUntil: sql`now() - interval '1 second'` });
    const next = await claimDueHost();
    if (!silent || !next) throw new Error('there was nothing to claim');
    await keepLook(silent, { reading: null, problem: 'timeout' }, new Date());
    expect(await getCertificate('a.example.com')).toMatchObject({ triedAt: null });
    await keepLook(next, { reading: null, problem: 'refused' }, new Date());
    expect(await getCertificate('a.example.com')).toMatchObject({ problem: 'refused' });
  });

  it('the last that was read stays while looks fail, with since when they do', async () => {
    await register('a.example.com', 'approved');
    await choose('a.example.com', {
      notAfter: new Date(Date.now() + 3 * 86_400_000).toISOString(),
    });
    await advanceAll();
    const read = await getCertificate('a.example.com');
    await choose('a.example.com', null);
    for (const _ of [1, 2]) {
      await clock('a.example.com', { dueAt: new Date(0) });
      expect(await advanceAll()).toBe(1);
    }
    const since = await getCertificate('a.example.com');
    expect(since).toMatchObject({ reading: read?.reading, readAt: read?.readAt });
    expect(since?.problem).toBe('handshake');
    expect(since?.failingSince?.getTime()).toBeLessThan(since?.triedAt?.getTime() ?? 0);
    expect((await dueCertificates(new Date())).map(({ host }) => host)).toEqual(['a.example.com']);
    await choose('a.example.com', {});
    await clock('a.example.com', { dueAt: new Date(0) });
    await advanceAll();
    expect(await getCertificate('a.example.com')).toMatchObject({
      problem: null,
      failingSince: null,
    });
  });
});

describe('a look out of turn', () => {
  const member = actorOf('member', 'payments');

  it('reads at once, and not again within ten seconds', async () => {
    await register('a.example.com', 'approved');
    await choose('a.example.com', {});
    await checkUpstream(member, { host: 'a.example.com' });
    expect((await getCertificate('a.example.com'))?.reading?.matches).toBe(true);
    const again = () => checkUpstream(member, { host: 'a.example.com' });
    await expect(again()).rejects.toMatchObject({ code: 'throttled' });
    await clock('a.example.com', { triedAt: sql`now() - interval '11 seconds'` });
    await again();
  });

  it('of those who press at the same time one looks', async () => {
    await register('a.example.com', 'approved');
    const database = await db();
    const claims = await Promise.all([1, 2, 3].map(() => claimHost(database, 'a.example.com')));
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  });

  it('is for the host’s team, and for hosts that the register stands for', async () => {
    await register('a.example.com', 'approved');
    await register('d.example.com', 'retired');
    const look = (actor: Parameters<typeof checkUpstream>[0], host: string) =>
      checkUpstream(actor, { host });
    const stranger = actorOf('member', 'search');
    await expect(look(stranger, 'a.example.com')).rejects.toMatchObject({ code: 'not_found' });
    await expect(look(member, 'none.example.com')).rejects.toMatchObject({ code: 'not_found' });
    await expect(look(actorOf('auditor'), 'a.example.com')).rejects.toMatchObject({
      code: 'denied',
    });
    await expect(look(member, 'd.example.com')).rejects.toMatchObject({ code: 'conflict' });
    expect(await getCertificate('d.example.com')).toBeNull();
  });
});
