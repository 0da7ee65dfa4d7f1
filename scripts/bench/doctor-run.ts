import { setTimeout as pause } from 'node:timers/promises';
import { getDoctorReport } from '../../lib/doctor/data';
import { examinePath } from '../../lib/doctor/mutations';
import { hopNames } from '../../lib/doctor/types';
import { liftBudgets } from '../../lib/testing/kills';
import { type PathFault, pathFaults } from '../../lib/testing/path-faults';
import { createPathHands } from '../../lib/testing/path-hands';
import { makeRandomProxies } from '../../lib/testing/random-proxies';
import { createStandingWorld } from '../../lib/testing/standing';
import { actorOf, eventually, launchInput } from '../../lib/testing/world';
import { createSandbox } from '../../sandbox/server';
import { tell } from './figures';

const pairCount = Number(process.env.BENCH_PAIRS ?? 100);
const healthyCount = Number(process.env.BENCH_HEALTHY ?? 200);

const member = actorOf('member', 'payments');
const launch = launchInput();
const { name } = launch.proxy;
launch.proxy.upstream = {
  url: 'https://httpbin.org',
  timeoutMs: 1_000,
  apiKeyHeader: 'x-upstream-api-key',
};
launch.proxy.limits = { ...launch.proxy.limits, quota: { limit: 10_000, period: 'DAY' } };
// The plan of each proxy counts against the account's quota, which whoever has so many had raised.
const quotas = { 'L-E8693075': healthyCount + 10 };
const standing = await createStandingWorld(() => createSandbox({ paceMs: 2, quotas }), launch);
const hands = await createPathHands(standing.proxy.outputs);

const alone = pathFaults.map((fault) => [fault]);
await measure('alone', alone);
await measure('pairs', pairs(pairCount));
await examineHealthy();
hands.close();
await standing.close();
process.exit(0);

/** What is named of faults that are really there, from the press of the button to the answer. */
async function measure(of: string, batches: PathFault[][]): Promise<void> {
  let right = 0;
  let slowest = { seconds: 0, what: '' };
  for (const batch of batches) {
    for (const { inject } of batch) await inject(hands);
    forget();
    const began = performance.now();
    await examinePath(member, { name });
    const report = await getDoctorReport(name);
    const seconds = (performance.now() - began) / 1_000;
    const what = batch.map((one) => one.what).join(', and ');
    if (seconds > slowest.seconds) slowest = { seconds, what };
    const first = hopNames.find((hop) => batch.some((one) => one.hop === hop));
    if (report?.broken === first) right += 1;
    else process.stderr.write(`${what}: ${report?.broken} and not ${first}\n`);
    for (const { undo } of [...batch].reverse()) await undo(hands);
    // A bucket that was empty fills within a second.
    if (batch.some(({ hop }) => hop === 'throttle')) await pause(1_000);
  }
  tell(`doctor.named-${of}`, (100 * right) / batches.length, '%', `of ${batches.length}`);
  tell(`doctor.slowest-${of}`, slowest.seconds, 's', slowest.what);
}

async function examineHealthy(): Promise<void> {
  const network = standing.proxy.spec?.network;
  if (!network) throw new Error('the network is not known');
  const names = await makeRandomProxies(healthyCount, network);
  forget();
  let alarms = 0;
  for (const healthy of names) {
    // What each is meant to be is read once and kept, which takes a while for so many.
    const { hops, broken } = await eventually(async () => {
      const report = await getDoctorReport(healthy);
      if (!report) throw new Error(`${healthy} is not known`);
      return report;
    }, 60_000);
    if (!broken) continue;
    alarms += 1;
    const hop = hops.find((each) => each.name === broken);
    process.stderr.write(`${healthy}: ${hop?.fault} (${hop?.evidence})\n`);
  }
  tell('doctor.false-alarms', alarms, '', `of ${names.length} random proxies that stand`);
}

function pairs(count: number): PathFault[][] {
  const any = () => pathFaults[Math.floor(Math.random() * pathFaults.length)] as PathFault;
  const made: PathFault[][] = [];
  while (made.length < count) {
    const [one, other] = [any(), any()];
    if (one.part !== other.part) made.push([one, other]);
  }
  return made;
}

/** As after a restart, with no budget to wait for: what AWS says is asked for anew. */
function forget(): void {
  standing.world.forgetMemory();
  liftBudgets();
}
