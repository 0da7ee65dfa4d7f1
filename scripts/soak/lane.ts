import { AppError } from '../../lib/errors';
import { deleteNetwork, launchNetwork } from '../../lib/networks/mutations';
import { deleteProxy, launchProxy } from '../../lib/proxies/mutations';
import type { LaunchProxyInput, NetworkChoice } from '../../lib/proxies/types';
import { getRun } from '../../lib/runs/data';
import type { Run } from '../../lib/runs/types';
import { actorOf, region } from '../../lib/testing/world';
import type { Checks } from './checks';
import type { Luck } from './random';
import type { Viewer } from './viewer';
import type { AdoptedVpc } from './world';

export type Place =
  | { kind: 'own' }
  | { kind: 'existing'; network: string }
  | { kind: 'adopted'; vpc: AdoptedVpc };

export const team = 'payments';
const member = actorOf('member', team);
const owned = { team, owner: 'dev@example.com', environment: 'dev' as const };
/** A run that is not over by then is stuck: none waits for anything but faults that pass. */
const stuckMs = 90_000;
/** Names come back, so that what was there before can be taken for what is there now. */
const namesInTurn = 3;
const attemptsMax = 400;

/** One place in the account in which proxies are launched and deleted, one after the other. */
export class Lane {
  readonly #id: string;
  readonly #place: Place;
  readonly #luck: Luck;
  readonly #checks: Checks;
  readonly #viewer: Viewer;
  #turn = 0;
  #keys = 0;

  constructor(id: string, place: Place, luck: Luck, checks: Checks, viewer: Viewer) {
    this.#id = id;
    this.#place = place;
    this.#luck = luck;
    this.#checks = checks;
    this.#viewer = viewer;
  }

  /** A network of its own that stays. */
  async launchNetwork(name: string): Promise<void> {
    const vpc = { cidr: '10.0.0.0/16', azs: [`${region}a`, `${region}c`] };
    const network = { kind: 'network' as const, name, ...owned, vpc };
    const { runId } = await launchNetwork(member, { network, idempotencyKey: this.#newKey() });
    await this.#finished(runId);
  }

  /** Launches one proxy, looks at it, and deletes it until nothing of it is left. */
  async turn(): Promise<void> {
    const input = this.#input();
    const { name } = input.proxy;
    const began = Date.now();
    const launch = await this.#accepted(name, () => launchProxy(member, input));
    if (!launch) return;
    await this.#checks.launched(await this.#finished(launch.runId), began);
    if (this.#luck.chance() < 0.7) await this.#viewer.callAndLook(name, this.#luck);
    await this.#clear(name);
  }

  /** Deletes until the account holds none of the lane's stacks; every run on the way is checked. */
  async #clear(name: string): Promise<void> {
    for (let attempt = 0; attempt < 40; attempt++) {
      const [proxy, network] = this.#stackNames(name).map((it) => this.#checks.stands(it));
      if (!proxy && !network) return;
      const began = Date.now();
      const run = proxy
        ? await this.#accepted(name, () => this.#deleteProxy(name))
        : await this.#accepted(name, () => this.#deleteNetwork());
      if (run) await this.#checks.deleted(await this.#finished(run.runId), began);
    }
    this.#checks.complain(`${name}: not gone after 40 deletes`);
  }

  #deleteProxy(name: string) {
    return deleteProxy(member, {
      name,
      withNetwork: this.#place.kind !== 'existing',
      idempotencyKey: this.#newKey(),
    });
  }

  #deleteNetwork() {
    return deleteNetwork(member, { name: this.#networkName(), idempotencyKey: this.#newKey() });
  }

  /** Asks as a person does: again, while AWS cannot be asked or says what passes. Null where there is nothing to do. */
  async #accepted(name: string, ask: () => Promise<{ runId: string }>) {
    let said = '';
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      try {
        return await ask();
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown;
        this.#checks.count(`turned away: ${thrown.code}`);
        said = `${thrown.code} ${thrown.message}`;
        if (thrown.code === 'not_found' && !this.#stackNames(name).some(this.#checks.stands))
          return null;
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    }
    this.#checks.complain(`${name}: turned away ${attemptsMax} times, at last for ${said}`);
    return null;
  }

  async #finished(runId: string): Promise<Run> {
    const end = Date.now() + stuckMs;
    for (;;) {
      const run = await getRun(runId);
      if (run?.endedAt) return run;
      if (Date.now() > end || !run) throw new Error(`stuck: ${JSON.stringify(run)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  #input(): LaunchProxyInput {
    this.#turn += 1;
    const name = `soak-${this.#id}-${this.#turn % namesInTurn}`;
    return {
      proxy: {
        kind: 'proxy',
        name,
        ...owned,
        upstream: { url: 'https://httpbin.org' },
        limits: {
          quota:
            this.#luck.chance() < 0.8 ? { limit: 50 + this.#luck.below(500), period: 'DAY' } : null,
          rate: 5,
          burst: 5,
        },
      },
      network: this.#choice(),
      idempotencyKey: this.#newKey(),
    };
  }

  #choice(): NetworkChoice {
    const network = { kind: 'network' as const, name: this.#networkName(), ...owned };
    switch (this.#place.kind) {
      case 'existing':
        return { choice: 'existing', name: this.#place.network };
      case 'own':
        return {
          choice: 'create',
          network: { ...network, vpc: { cidr: '10.0.0.0/16', azs: [`${region}a`, `${region}c`] } },
        };
      case 'adopted':
        return { choice: 'adopt', network: { ...network, vpc: this.#place.vpc } };
    }
  }

  #networkName(): string {
    return `soak-${this.#id}-net`;
  }

  #stackNames(name: string): [proxy: string, network: string] {
    return [`sluice-proxy-${name}`, `sluice-network-${this.#networkName()}`];
  }

  #newKey(): string {
    this.#keys += 1;
    return `soak-key-${this.#id}-${String(this.#keys).padStart(6, '0')}`;
  }
}
