import { APIGatewayClient, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import { EC2Client, ModifyVpcEndpointCommand } from '@aws-sdk/client-ec2';
import { expect } from 'vitest';
import type { RunPoint } from '../runs/context';
import { atRest, Engines, isAt, liftBudgets, type Spot } from './kills';
import type { RunCase } from './run-case';
import { type Trace, traceOf } from './run-trace';
import { createWorld, region, type World } from './world';

/** A world in which runs are cut off at chosen points; each begins on an empty account, for it holds five VPCs. */
export class KillWorld {
  readonly #world: World;
  readonly #engines = new Engines();

  private constructor(world: World) {
    this.#world = world;
  }

  /** The sandbox is handed in: only tests may import it. */
  static async open(start: Parameters<typeof createWorld>[0]): Promise<KillWorld> {
    const world = await createWorld(start);
    liftBudgets();
    return new KillWorld(world);
  }

  async close(): Promise<void> {
    await this.#engines.stop();
    await this.#world.close();
  }

  /** One run of the kind to its rest, with every point it came to. */
  async undisturbed(kind: RunCase): Promise<{ spots: Spot[]; trace: Trace }> {
    const begin = await this.#prepared(kind);
    const counts = new Map<RunPoint, number>();
    const spots: Spot[] = [];
    await this.#engines.start((point) => {
      const nth = (counts.get(point) ?? 0) + 1;
      counts.set(point, nth);
      spots.push({ point, nth });
      return false;
    });
    const run = await atRest(await begin());
    await this.#engines.stop();
    expect(run).toMatchObject({ kind: kind.kind, state: kind.rests });
    expect(run.steps.map(({ action }) => action)).toEqual(kind.actions);
    const trace = await traceOf(run);
    expect(trace.eventsKept).toEqual(trace.eventsInAws);
    return { spots, trace };
  }

  async killedAt(kind: RunCase, spot: Spot): Promise<Trace> {
    const begin = await this.#prepared(kind);
    const engine = await this.#engines.start(isAt(spot));
    const runId = await begin();
    // How often a stack is asked varies, so that the run may not come there so often this time.
    await this.#engines.diedOn(engine, runId);
    await this.#engines.start();
    return traceOf(await atRest(runId));
  }

  /** Killed at each step that it comes to, a run of the kind ends as if it had not been. */
  async expectSurvivesEachStep(kind: RunCase): Promise<void> {
    const { spots, trace } = await this.undisturbed(kind);
    for (const spot of withoutRepeats(spots)) {
      const killed = await this.killedAt(kind, spot);
      expect({ spot, ...killed }).toEqual({ spot, ...trace });
    }
  }

  /** Engine after engine is killed where `isKilled` says so; the eleventh may live. */
  async killedWhile(kind: RunCase, isKilled: () => boolean): Promise<Trace> {
    const begin = await this.#prepared(kind);
    let engine = await this.#engines.start(isKilled);
    const runId = await begin();
    for (let kills = 0; (await this.#engines.diedOn(engine, runId)) && kills < 10; kills++)
      engine = await this.#engines.start(kills < 9 ? isKilled : undefined);
    return traceOf(await atRest(runId));
  }

  async #prepared(kind: RunCase): Promise<() => Promise<string>> {
    await this.#engines.stop();
    await this.#world.control('POST', '/reset');
    const settled = (begun: Promise<{ runId: string }>) => this.#engines.settled(begun);
    const { fault, control } = this.#world;
    const hold = async (stack: string) => void (await control('POST', '/hold', { stack }));
    const release = async (stack: string) => void (await control('POST', '/release', { stack }));
    const outside = { setQuotaOutside, hideEndpointOutside };
    return kind.prepare({ settled, fault, hold, release, ...outside });
  }
}

/** A step's looks at its stack are all the same, and as many as the machine is slow: its first and its last are kept. */
function withoutRepeats(spots: readonly Spot[]): Spot[] {
  const isLook = (spot: Spot | undefined) => spot?.point.startsWith('events_') ?? false;
  // A look is two points: that events were read, and that they were saved.
  return spots.filter(
    (spot, index) => !isLook(spot) || !isLook(spots[index - 2]) || !isLook(spots[index + 2]),
  );
}

async function setQuotaOutside(usagePlanId: string, value: string): Promise<void> {
  const client = new APIGatewayClient({ region });
  const patchOperations = [{ op: 'replace' as const, path: '/quota/limit', value }];
  await client.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
  client.destroy();
}

async function hideEndpointOutside(VpcEndpointId: string): Promise<void> {
  const client = new EC2Client({ region });
  await client.send(new ModifyVpcEndpointCommand({ VpcEndpointId, PrivateDnsEnabled: false }));
  client.destroy();
}
