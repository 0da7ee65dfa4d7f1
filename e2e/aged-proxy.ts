import { spawnSync } from 'node:child_process';
import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { sandboxAt } from './sandbox';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const daysOld = 11;
const callsAnHour = 20;

/**
 * Makes a proxy on a local AWS of the test's own as it stands when it has been called at one pace, day and night, since
 * it was launched eleven days ago, and has so many calls of its month left. No server may look on meanwhile: the clock
 * of that AWS is set back, and comes to the present with the calls.
 */
export async function makeAgedProxy(aws: string, name: string, left: number): Promise<void> {
  const sandbox = sandboxAt(aws);
  const now = Date.now();
  const from = Math.floor((now - daysOld * dayMs) / hourMs) * hourMs;
  const hours = Array.from({ length: Math.ceil((now - from) / hourMs) }, (_, index) => {
    const start = from + index * hourMs;
    const end = Math.min(start + hourMs, now);
    return { from: start, to: end, requests: Math.round((callsAnHour * (end - start)) / hourMs) };
  });
  const month = new Date(now).toISOString().slice(0, 7);
  const ofMonth = hours.filter(({ from }) => new Date(from).toISOString().startsWith(month));
  const used = ofMonth.reduce((sum, { requests }) => sum + requests, 0);
  await sandbox.advance(from - now);
  const key = await launch(aws, name, used + left);
  for (const [index, hour] of hours.entries()) {
    await sandbox.advance(Math.min(hourMs, now - (from + index * hourMs)));
    await sandbox.traffic({ ...key, ...hour });
  }
}

/** By CloudFormation alone, from the template that Sluice renders. */
async function launch(aws: string, name: string, limit: number) {
  const owned = { name, team: 'payments', owner: 'ben@example.com', environment: 'dev' };
  const spec = {
    kind: 'proxy',
    ...owned,
    network: { name: 'main', vpcId: 'vpc-0123456789abcdef0', endpointId: 'vpce-0123456789abcdef0' },
    upstream: { url: 'https://httpbin.org' },
    limits: { quota: { limit, period: 'MONTH' }, rate: 5, burst: 5 },
  };
  const { stdout, stderr, status } = spawnSync('npm', ['run', '-s', 'render', '--', 'proxy'], {
    input: JSON.stringify(spec),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const cloudformation = new CloudFormationClient({ endpoint: aws });
  const StackName = `sluice-proxy-${name}`;
  const Tags = Object.entries({
    kind: 'proxy',
    ...owned,
    owner: 'ben=example.com',
    version: '1',
  }).map(([key, Value]) => ({
    Key: `sluice:${key}`,
    Value,
  }));
  await cloudformation.send(new CreateStackCommand({ StackName, TemplateBody: stdout, Tags }));
  const waiting = { client: cloudformation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
  const { reason } = await waitUntilStackCreateComplete(waiting, { StackName });
  cloudformation.destroy();
  const outputs: { OutputKey: string; OutputValue: string }[] = reason.Stacks[0].Outputs;
  const of = (key: string) => outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? '';
  return { apiId: of('RestApiId'), keyId: of('KeyAId') };
}
