import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { listAudit } from '../audit/data';
import { actorOf, createWorld, type World } from '../testing/world';
import { listUpstreams, overdueReviews } from './data';
import { decideUpstream, proposeUpstream } from './mutations';
import { loadUpstreamFacts } from './store';

const member = actorOf('member', 'payments');
const platform = actorOf('platform', 'platform');
const host = 'api.cards.example.com';
const facts = {
  purpose: 'Card payments',
  owner: 'ben@example.com',
  dataClass: 'confidential',
  terms: '',
} as const;
const later = '2999-01-01';

let world: World;

beforeAll(async () => {
  world = await createWorld(() => createSandbox());
});
afterAll(() => world.close());

it('a member proposes, the platform team decides, and one of them never about their own', async () => {
  const proposal = { host, team: 'payments', ...facts };
  await expect(proposeUpstream(actorOf('auditor'), proposal)).rejects.toMatchObject({
    code: 'denied',
  });
  await proposeUpstream(member, proposal);
  await expect(proposeUpstream(member, proposal)).rejects.toMatchObject({ code: 'conflict' });
  const approval = { verb: 'approve', host, reason: 'As agreed.', reviewOn: later } as const;
  await expect(decideUpstream(member, approval)).rejects.toMatchObject({ code: 'denied' });
  await expect(
    decideUpstream(platform, { ...approval, reviewOn: '2020-01-01' }),
  ).rejects.toMatchObject({ code: 'invalid' });
  await decideUpstream(platform, approval);
  await expect(decideUpstream(platform, approval)).rejects.toMatchObject({ code: 'conflict' });
  expect(await loadUpstreamFacts(`https://${host}/v1`)).toEqual({
    state: 'approved',
    dataClass: 'confidential',
  });

  const own = { ...proposal, host: 'own.example.com', team: 'platform' };
  await proposeUpstream(platform, own);
  await expect(decideUpstream(platform, { ...approval, host: own.host })).rejects.toMatchObject({
    code: 'conflict',
    name: 'DecisionRefused',
    reason: { id: 'ownDecision' },
  });
});

it('is reviewed, is overdue when its day has passed, is retired, and may be proposed again', async () => {
  const review = { verb: 'review', host, reason: 'Seen.', ...facts, reviewOn: later } as const;
  await decideUpstream(platform, { ...review, dataClass: 'personal' });
  expect(await overdueReviews(new Date('2999-01-01T23:00:00Z'))).toEqual([]);
  expect(await overdueReviews(new Date('2999-01-02T01:00:00Z'))).toMatchObject([{ host }]);
  await decideUpstream(platform, { verb: 'retire', host, reason: 'Use the new one.' });
  expect(await overdueReviews(new Date('3000-01-02'))).toEqual([]);
  await proposeUpstream(member, { host, team: 'payments', ...facts });
  expect(await listUpstreams()).toMatchObject([
    { host, state: 'proposed', decidedBy: null },
    { host: 'own.example.com' },
  ]);
  const { rows } = await listAudit({ object: host, limit: 10 });
  expect(rows.map(({ action }) => action)).toEqual([
    'upstream.propose',
    'upstream.retire',
    'upstream.review',
    'upstream.approve',
    'upstream.propose',
  ]);
  expect(rows[2]?.changes).toEqual([{ field: 'dataClass', from: 'confidential', to: 'personal' }]);
  expect(rows[2]?.reason).toBe('Seen.');
});
