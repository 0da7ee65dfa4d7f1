import {
  CreateVpcCommand,
  DeleteVpcCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox } from '@/sandbox/server';
import { createWorld, region, type World } from '../testing/world';
import { mainTarget } from './targets';
import { forgetVpcFacts, readVpcFacts } from './vpc-facts';

let world: World;
let ec2: EC2Client;

beforeAll(async () => {
  world = await createWorld(() => createSandbox({ paceMs: 0 }));
  ec2 = new EC2Client({
    region,
    endpoint: world.url,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
  });
});
afterAll(() => world.close());
beforeEach(() => world.takeCalls());

async function makeVpc(): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  return Vpc?.VpcId ?? '';
}

async function turnNames(VpcId: string, Value: boolean): Promise<void> {
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value } }));
}

async function anew() {
  forgetVpcFacts(mainTarget());
  const known = await readVpcFacts(mainTarget(), { patienceMs: Number.POSITIVE_INFINITY });
  expect(known.problem).toBeNull();
  return known.value?.vpcs ?? [];
}

const namesOf = async (vpcId: string) =>
  (await anew()).find((vpc) => vpc.vpcId === vpcId)?.dnsHostnames;

describe('what is known of the VPCs', () => {
  it('asks EC2 again of those with an attribute off, and not of all others at every look', async () => {
    const on = await Promise.all(Array.from({ length: 12 }, makeVpc));
    for (const vpcId of on) await turnNames(vpcId, true);
    const off = await makeVpc();
    await anew();
    await world.takeCalls();
    expect(await anew()).toHaveLength(13);
    expect((await world.takeCalls())['ec2.DescribeVpcAttribute']).toBe(2);
    await turnNames(off, true);
    expect(await namesOf(off)).toBe(true);
    const found = await makeVpc();
    expect(await namesOf(found)).toBe(false);
  });

  it('is known although one goes away while it is asked about', async () => {
    const vpcIds = await Promise.all(Array.from({ length: 12 }, makeVpc));
    const reading = anew();
    // The attributes take longer than the budget lets through at once: some are asked for after this.
    await ec2.send(new DeleteVpcCommand({ VpcId: vpcIds.at(-1) }));
    const found = (await reading).map(({ vpcId }) => vpcId);
    expect(found).toEqual(expect.arrayContaining(vpcIds.slice(0, -1)));
    expect(found).not.toContain(vpcIds.at(-1));
  });
});
