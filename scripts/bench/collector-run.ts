import { setTimeout as pause } from 'node:timers/promises';
import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { createStack } from '../../lib/aws/stacks';
import { mainTarget } from '../../lib/aws/targets';
import { listProxies } from '../../lib/proxies/data';
import { liftBudgets } from '../../lib/testing/kills';
import { createWorld, region } from '../../lib/testing/world';
import { startUsageCollector } from '../../lib/usage/collector';
import { readPlans } from '../../lib/usage/plan-usage';
import { readSubjects } from '../../lib/usage/seen';
import type { Subject } from '../../lib/usage/subjects';
import { seedTraffic } from '../../sandbox/dataplane/traffic';
import { createSandbox } from '../../sandbox/server';
import { proxySpecSchema } from '../../templates/proxy/spec';
import { stackFor } from '../../templates/stack';
import { renderYaml } from '../../templates/yaml';
import { benchAlerts } from './alerts';
import { tell } from './figures';

const proxyCount = Number(process.env.BENCH_PROXIES ?? 600);
const keyCount = Number(process.env.BENCH_KEYS ?? 2_000);
/** A round over 600 plans takes four minutes, so that nothing grows much older than it is at the end of the first. */
const minutes = Number(process.env.BENCH_MINUTES ?? 1);
/** Of which more than half is used when the collector begins, so that every proxy has an alert to tell. */
const quota = { limit: 200, period: 'DAY' as const };
const team = 'payments';
const viewers = 200;
const lookMs = 5_000;
const dayMs = 86_400_000;

/** A plan for each proxy: an account with so many has had this quota raised (aws-facts C). */
const quotas = { 'L-E8693075': proxyCount };
// Channels of the demo may be on this machine.
process.env.SLUICE_DEMO = '1';
const sandbox = await createSandbox({ paceMs: 0, usageLagMs: 40 * 60_000, quotas });
const world = await createWorld(async () => sandbox);
await makeFleet();
// What each proxy is meant to be is read once and kept; a fleet of this size takes a while.
let subjects = await readSubjects();
while (subjects.length < proxyCount) {
  await pause(500);
  subjects = await readSubjects();
}

const now = Date.now();
const today = { from: Math.floor(now / dayMs) * dayMs, to: now };
for (const { apiId, keyIds } of subjects)
  seedTraffic(sandbox.context, { apiId, keyId: keyIds[0] ?? '', ...today, requests: 110 });

/** From here on AWS is as strict as it is, and whatever it refuses is counted. */
let refused = 0;
const { limits, options } = sandbox.context;
const take = limits.take.bind(limits);
limits.take = (service, operation) => {
  try {
    take(service, operation);
  } catch (fault) {
    refused += 1;
    throw fault;
  }
};
Object.assign(options, { enforceLimits: true });
// The budgets were lifted to make the fleet.
Object.assign(globalThis, { sluiceAws: undefined });

const keys = subjects.flatMap((subject) => keysOf(subject));
const note = `${subjects.length} proxies, ${keys.length} keys`;
await world.takeCalls();
const began = Date.now();
const stop = startUsageCollector();
await measure();
await stop();
await benchAlerts(team);
await world.close();
process.exit(0);

/** Waits until everything is known, then looks at the age of everything for some minutes, with calls coming in. */
async function measure(): Promise<void> {
  while (!(await ages()).every((age) => age !== null)) await pause(lookMs);
  tell(
    'collector.first-figures',
    (Date.now() - began) / 1_000,
    's',
    `${note}, from an empty database`,
  );
  await world.takeCalls();
  const from = Date.now();
  let oldest = 0;
  while (Date.now() - from < minutes * 60_000) {
    callSome();
    oldest = Math.max(oldest, ...(await ages()).map((age) => age ?? 0));
    await pause(lookMs);
  }
  const seconds = (Date.now() - from) / 1_000;
  const calls = await world.takeCalls();
  const of = (service: string) =>
    Object.entries(calls)
      .filter(([operation]) => operation.startsWith(`${service}.`))
      .reduce((sum, [, count]) => sum + count, 0);
  tell('collector.oldest-figure', oldest / 1_000, 's', `${note}, over ${minutes} min`);
  tell('collector.api-gateway-calls', of('apigateway') / seconds, '/s');
  tell('collector.log-calls', of('logs') / seconds, '/s');
  tell('collector.metric-calls', (60 * of('monitoring')) / seconds, '/min');
  tell('collector.throttled', refused, '', 'of all calls, first to last');
  await look();
}

async function look(): Promise<void> {
  await stop();
  await listProxies();
  await world.takeCalls();
  const start = performance.now();
  for (let viewer = 0; viewer < viewers; viewer += 1)
    await readPlans(mainTarget(), [subjects[viewer % subjects.length] as Subject], { days: 31 });
  tell('collector.viewer', (performance.now() - start) / viewers, 'ms', 'a page’s usage');
  const calls = Object.values(await world.takeCalls()).reduce((sum, count) => sum + count, 0);
  tell('collector.calls-by-viewers', calls, '', `${viewers} pages`);
}

/** The age of the oldest figure of every plan; null where one of its keys is not known. */
async function ages(): Promise<(number | null)[]> {
  const plans = await readPlans(mainTarget(), subjects);
  return subjects.map(({ usagePlanId, keyIds }) => {
    const plan = plans.get(usagePlanId);
    const isKnown = keyIds.every((keyId) => plan?.figures.has(keyId));
    return plan?.asOf && isKnown ? Date.now() - plan.asOf.getTime() : null;
  });
}

function callSome(): void {
  const now = Date.now();
  for (let call = 0; call < 20; call += 1) {
    const key = keys[Math.floor(Math.random() * keys.length)];
    if (key) seedTraffic(sandbox.context, { ...key, from: now - 1_000, to: now, requests: 3 });
  }
}

function keysOf({ apiId, usagePlanId }: Subject): { apiId: string; keyId: string }[] {
  const plan = sandbox.context.apigateway.plans.get(usagePlanId);
  return (plan?.keyIds ?? []).map((keyId) => ({ apiId, keyId }));
}

/** A stack for each proxy, as Sluice would make it; keys beyond those of the stacks are put into the plans by hand. */
async function makeFleet(): Promise<void> {
  liftBudgets();
  const names = Array.from({ length: proxyCount }, (_, index) => `bench-${index + 1}`);
  for (let start = 0; start < names.length; start += 20)
    await Promise.all(names.slice(start, start + 20).map(makeProxy));
  const stacks = sandbox.context.cloudformation.stacks;
  const standing = () =>
    [...stacks.values()].filter(({ status }) => status === 'CREATE_COMPLETE').length;
  const failed = () => [...stacks.values()].find(({ status }) => /FAILED|ROLLBACK/.test(status));
  while (standing() < proxyCount) {
    const one = failed();
    if (one) throw new Error(`${one.stackName} is ${one.status}: ${one.statusReason}`);
    await pause(200);
  }
  const gateway = new APIGatewayClient({ endpoint: sandbox.url, region });
  const plans = [...sandbox.context.apigateway.plans.values()];
  let made = plans.reduce((sum, { keyIds }) => sum + keyIds.length, 0);
  for (let index = 0; made < keyCount; index += 1, made += 1) {
    const { id } = await gateway.send(new CreateApiKeyCommand({ enabled: true }));
    const usagePlanId = plans[index % plans.length]?.id;
    const request = { usagePlanId, keyId: id, keyType: 'API_KEY' };
    await gateway.send(new CreateUsagePlanKeyCommand(request));
  }
  gateway.destroy();
}

async function makeProxy(name: string): Promise<void> {
  const spec = proxySpecSchema.parse({
    kind: 'proxy',
    name,
    team,
    owner: 'dev@example.com',
    environment: 'dev',
    network: { name: 'main', vpcId: 'vpc-0123456789abcdef0', endpointId: 'vpce-0123456789abcdef0' },
    upstream: { url: 'https://httpbin.org' },
    limits: { quota, rate: 5, burst: 5 },
  });
  const { stackName, template, capabilities, tags } = stackFor(spec);
  const templateBody = renderYaml(template);
  await createStack(mainTarget(), {
    stackName,
    templateBody,
    capabilities,
    tags,
    clientToken: stackName,
  });
}
