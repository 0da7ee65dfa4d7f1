import { getProxy } from '../proxies/data';
import { launchProxy } from '../proxies/mutations';
import type { LaunchProxyInput, ProxyDetail } from '../proxies/types';
import { getRun } from '../runs/data';
import { createEngine } from '../runs/engine';
import { actorOf, createWorld, eventually, hasty, type World } from './world';

/** A world with one proxy in it, launched by a member of its team, and the engine that made it. */
export type StandingWorld = { world: World; proxy: ProxyDetail; close(): Promise<void> };

/** The sandbox is handed in: only tests may import it. Throws where the launch does not succeed. */
export async function createStandingWorld(
  start: Parameters<typeof createWorld>[0],
  input: LaunchProxyInput,
): Promise<StandingWorld> {
  const world = await createWorld(start);
  const engine = await createEngine({ waitMs: hasty });
  const { runId } = await launchProxy(actorOf('member', 'payments'), input);
  await eventually(async () => {
    const run = await getRun(runId);
    if (run?.state !== 'succeeded') throw new Error(`the launch is ${run?.state}`);
  });
  const proxy = (await getProxy(input.proxy.name))?.value;
  if (!proxy) throw new Error(`${input.proxy.name} is not known`);
  return {
    world,
    proxy,
    async close() {
      await engine.stop();
      await world.close();
    },
  };
}
