import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { mainTarget } from '../aws/targets';
import { db } from '../db/database';
import {
  extensions,
  guardrailVersions,
  keySchedules,
  memberships,
  people,
  requests,
  rollMembers,
  rolls,
  runs,
} from '../db/schema';
import { advanceExtensions } from '../extensions/drive';
import { askExtension } from '../extensions/mutations';
import { builtInGuardrails } from '../governance/built-in';
import { GuardrailRefused } from '../governance/refusal';
import { scheduleKey } from '../keys/mutations';
import { advanceKeySchedules } from '../keys/schedule';
import { launchProxy } from '../proxies/mutations';
import { beginApproved } from '../requests/begin';
import { askRequest } from '../requests/mutations';
import { advanceRolls } from '../rolls/drive';
import { Ledger } from '../testing/audit-ledger';
import { createScene, type Scene } from '../testing/audit-scene';
import { launchInput } from '../testing/world';
import type { Actor } from './types';

type Job = {
  /** Whose right it is done by. */
  by(scene: Scene): Actor;
  /** The function of lib/ that asks for it. */
  asksIn: string;
  /** Has it stand ready; answers how it is done. */
  arrange(scene: Scene): Promise<() => Promise<unknown>>;
  /** What became of it. */
  state(): Promise<string | undefined>;
  done: string;
  dropped: string;
  /** Where it tells that the right was lost. */
  audit: string;
};

let made = 0;
const freshKey = () => `job-${made++}-0123456789`;

async function inForce(max: number): Promise<void> {
  const bound = { of: 'quotaPerDay', max };
  const rule = {
    id: 'few',
    bound,
    reason: 'Ask first.',
    verdict: 'approval',
    approver: 'platform',
  };
  const row = { document: { ...builtInGuardrails, defaults: [rule] }, madeBy: 'a', reason: 'test' };
  await (await db()).insert(guardrailVersions).values(row as never);
}

const jobs: Record<string, Job> = {
  'a key that is switched off at a date': {
    by: ({ member }) => member,
    asksIn: 'keys/schedule.ts',
    async arrange({ member, proxy }) {
      await scheduleKey(member, { proxy, slot: 'a', when: { dueAt: new Date(0) } });
      return advanceKeySchedules;
    },
    state: async () => (await (await db()).select().from(keySchedules))[0]?.state,
    done: 'begun',
    dropped: 'dropped',
    audit: 'key.unschedule',
  },
  'a roll': {
    by: ({ platform }) => platform,
    asksIn: 'rolls/drive.ts',
    async arrange({ platform, proxy }) {
      const database = await db();
      const id = freshKey();
      await database.insert(rolls).values({
        ...{ id, targetId: mainTarget().id, state: 'planning', toVersion: '1' },
        ...{ requestedBy: platform.email, idempotencyKey: id },
      });
      const of = { rollId: id, index: 0, wave: 1, name: proxy, team: 'payments' };
      await database.insert(rollMembers).values({ ...of, fromVersion: '0' });
      return advanceRolls;
    },
    state: async () => (await (await db()).select().from(rolls))[0]?.state,
    done: 'planning',
    dropped: 'stopping',
    audit: 'roll.stop',
  },
  'an extension that was let through': {
    by: ({ member }) => member,
    asksIn: 'extensions/drive.ts',
    async arrange({ member, proxy, keyId }) {
      const asked = { proxy, keyId, amount: 5, reason: 'A batch.', idempotencyKey: freshKey() };
      await askExtension(member, asked);
      return advanceExtensions;
    },
    state: async () => (await (await db()).select().from(extensions))[0]?.state,
    done: 'granted',
    dropped: 'failed',
    audit: 'extension.end',
  },
  'a request that was approved': {
    by: ({ member }) => member,
    asksIn: 'requests/begin.ts',
    async arrange({ member }) {
      await inForce(19);
      const { proxy, network, idempotencyKey } = launchInput();
      const refusal = await launchProxy(member, { proxy, network, idempotencyKey }).then(
        () => null,
        (error: unknown) => error,
      );
      if (!(refusal instanceof GuardrailRefused)) throw refusal ?? new Error('it was let through');
      const { id } = await askRequest(
        member,
        { network, reason: 'A release.', idempotencyKey },
        refusal,
      );
      await (await db()).update(requests).set({ state: 'approved' }).where(eq(requests.id, id));
      return () => beginApproved(id);
    },
    state: async () => (await (await db()).select().from(requests))[0]?.state,
    done: 'started',
    dropped: 'void',
    audit: 'request.void',
  },
};

/** What may have happened to whoever had it done, and whether that takes the right from each role. */
const losses: Record<string, { of: Actor['role'][]; happens(who: Actor): Promise<unknown> }> = {
  'whose role is another now': {
    of: ['member', 'platform'],
    happens: async ({ personId }) =>
      (await db()).update(people).set({ role: 'auditor' }).where(eq(people.id, personId)),
  },
  'who has left the team': {
    of: ['member'],
    happens: async ({ personId }) =>
      (await db()).delete(memberships).where(eq(memberships.personId, personId)),
  },
  'who is gone': {
    of: ['member', 'platform'],
    happens: async ({ personId }) => (await db()).delete(people).where(eq(people.id, personId)),
  },
};

let scene: Scene;
let ledger: Ledger;

beforeAll(async () => {
  scene = await createScene(() => createSandbox({ paceMs: 1, usageLagMs: 0 }));
  ledger = await Ledger.open();
});
afterAll(() => scene.close());

const runCount = async () => (await (await db()).select({ id: runs.id }).from(runs)).length;

describe('what is done later for a person', () => {
  it('is listed here, wherever lib/ asks whether somebody still may', () => {
    const root = resolve(__dirname, '..');
    const asking = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|^testing\/|^identity\//.test(path))
      .filter((path) =>
        /\b(mayStill|actorWhoAsked)\(/.test(readFileSync(join(root, path), 'utf8')),
      );
    expect(asking.sort()).toEqual(
      Object.values(jobs)
        .map(({ asksIn }) => asksIn)
        .sort(),
    );
  });

  describe.each(Object.entries(jobs))('%s', (_, job) => {
    it('is done for whoever still may', async () => {
      await ledger.restore();
      const act = await job.arrange(scene);
      await act();
      expect(await job.state()).toBe(job.done);
    });

    it.each(Object.entries(losses))('is not done for one %s', async (_loss, loss) => {
      await ledger.restore();
      const who = job.by(scene);
      const takes = loss.of.includes(who.role);
      const act = await job.arrange(scene);
      await loss.happens(who);
      const before = await runCount();
      await scene.world.takeCalls();
      await act();
      expect(await job.state()).toBe(takes ? job.dropped : job.done);
      if (!takes) return;
      expect(await runCount()).toBe(before);
      expect(Object.keys(await scene.world.takeCalls()).filter(isChange)).toEqual([]);
      const [row] = (await listAudit({ action: job.audit, limit: 1 })).rows;
      expect(row).toMatchObject({ actor: 'system' });
      expect(JSON.stringify(row?.detail)).toContain(who.email);
    });
  });
});

function isChange(call: string): boolean {
  return !/\.(Get|List|Describe|Filter)/.test(call);
}
