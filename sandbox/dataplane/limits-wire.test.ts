import {
  CreateApiKeyCommand,
  CreateStageCommand,
  CreateUsagePlanKeyCommand,
  GetStageCommand,
  GetUsageCommand,
  type PatchOperation,
  UpdateStageCommand,
  UpdateUsageCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doorUrl, makeApi, type Network, startWithNetwork } from './fixture';
import { callThrough } from './fixture-caller';
import { type HistoryEvent, type HistoryQuota, histories, moved } from './limits-history';
import { LimitsOracle } from './limits-oracle';

/** `WIRE_HISTORIES` sets how many, `WIRE_SEED` replays a run. */
const count = Number(process.env.WIRE_HISTORIES || 12);
const seed = Number(process.env.WIRE_SEED || Date.now() % 2 ** 31);
const firstQuota = { limit: 5, offset: 0, period: 'DAY' } satisfies HistoryQuota;
const dayMs = 86_400_000;

// Real time stands still: only the history moves the clock.
const startedAt = Date.now();
let network: Network;
beforeAll(async () => {
  network = await startWithNetwork({ time: () => startedAt });
});
afterAll(() => network.sandbox.close());

type Subject = Awaited<ReturnType<typeof makeSubject>>;

/** An API with two stages in one plan, which has two keys. */
async function makeSubject() {
  const { gateway } = network;
  const api = await makeApi(network, { quota: firstQuota });
  const { apiId: restApiId, planId: usagePlanId } = api;
  const { deploymentId } = await gateway.send(
    new GetStageCommand({ restApiId, stageName: 'live' }),
  );
  await gateway.send(new CreateStageCommand({ restApiId, stageName: 'two', deploymentId }));
  await patchPlan(usagePlanId, [{ op: 'add', path: '/apiStages', value: `${restApiId}:two` }]);
  const other = await gateway.send(new CreateApiKeyCommand({ enabled: true }));
  const keyId = other.id ?? '';
  await gateway.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  return { ...api, keyIds: [api.keyId, keyId], keys: [api.key, other.value ?? ''] };
}

const replace = (path: string, value: string | number): PatchOperation => ({
  op: 'replace',
  path,
  value: String(value),
});

async function patchPlan(usagePlanId: string, patchOperations: PatchOperation[]): Promise<null> {
  await network.gateway.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
  return null;
}

/** What the wire answers to an event. */
async function answer(subject: Subject, event: HistoryEvent): Promise<unknown> {
  const { context } = network.sandbox;
  const { planId: usagePlanId } = subject;
  switch (event.do) {
    case 'call': {
      const decisions: string[] = [];
      for (let time = 0; time < event.times; time += 1) decisions.push(await call(subject, event));
      return decisions;
    }
    case 'throttle': {
      const { scope, limits } = event;
      if (!limits) return patchPlan(usagePlanId, [{ op: 'remove', path: '/throttle' }]);
      const at = scope === 'plan' ? '/throttle' : '/*/*/throttling';
      const patchOperations = [
        replace(`${at}/rateLimit`, limits.rateMilli / 1000),
        replace(`${at}/burstLimit`, limits.burst),
      ];
      if (scope === 'plan') return patchPlan(usagePlanId, patchOperations);
      const stage = { restApiId: subject.apiId, stageName: 'live' };
      await network.gateway.send(new UpdateStageCommand({ ...stage, patchOperations }));
      return null;
    }
    case 'quota':
      return patchPlan(usagePlanId, [
        replace('/quota/offset', 0),
        replace('/quota/period', event.quota?.period ?? ''),
        replace('/quota/offset', event.quota?.offset ?? 0),
        replace('/quota/limit', event.quota?.limit ?? 0),
      ]);
    case 'extend': {
      const patchOperations = [replace('/remaining', event.remaining)];
      const keyId = subject.keyIds[event.key];
      await network.gateway.send(new UpdateUsageCommand({ usagePlanId, keyId, patchOperations }));
      return true;
    }
    case 'usage': {
      const now = context.clock.now();
      const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
      const [startDate, endDate] = [dayOf(now - event.days * dayMs), dayOf(now)];
      const keyId = subject.keyIds[event.key] ?? '';
      const input = { usagePlanId, keyId, startDate, endDate };
      return (await network.gateway.send(new GetUsageCommand(input))).items?.[keyId];
    }
    default:
      context.clock.advance(moved(context.clock.now(), event) - context.clock.now());
      return null;
  }
}

const decisions: Record<string, string> = {
  '200': 'admitted',
  '429 TooManyRequestsException': 'throttled',
  '429 LimitExceededException': 'quotaExceeded',
};

async function call(subject: Subject, { key, stage }: { key: number; stage: number }) {
  const path = `/${stage === 0 ? 'live' : 'two'}/status/200`;
  const headers = { host: subject.host, 'x-api-key': subject.keys[key] ?? '' };
  const { status, headers: answered } = await callThrough(network.sandbox, doorUrl(network), {
    path,
    headers,
  });
  const name = [status, answered['x-amzn-errortype'] ?? []].flat().join(' ');
  return decisions[name] ?? name;
}

/** What the patch operations of these two can say: no throttle of a method, nothing taken from a stage, a quota. */
const sayable = histories.map(({ events }) =>
  events.flatMap((event): HistoryEvent[] => {
    if (event.do === 'quota') return event.quota ? [event] : [];
    if (event.do !== 'throttle') return [event];
    if (event.scope === 'stage' && event.limits === null) return [];
    return [event.scope === 'method' ? { ...event, scope: 'plan' } : event];
  }),
);

// Source: aws-facts B1 and B2; the rules are those of the oracle.
describe('limits on the wire', () => {
  it('callers and GetUsage get what the oracle says (aws-facts B1, B2; see the oracle)', async () => {
    console.info(`limits on the wire: ${count} histories, seed ${seed}`);
    await fc.assert(
      fc.asyncProperty(sayable, async (events) => {
        const { clock } = network.sandbox.context;
        const subject = await makeSubject();
        const oracle = new LimitsOracle(firstQuota);
        const [actual, expected]: unknown[][] = [[], []];
        for (const event of events) {
          expected?.push(oracle.answer(event, clock.now()));
          actual?.push(await answer(subject, event));
        }
        expect(actual).toEqual(expected);
      }),
      { numRuns: count, seed, endOnFailure: true },
    );
  }, 600_000);
});
