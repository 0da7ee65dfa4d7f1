import { listKeys } from '../../lib/keys/data';
import { getNetworkChoices, listNetworks } from '../../lib/networks/data';
import { getProxy, listProxies } from '../../lib/proxies/data';
import type { ProxyDetail } from '../../lib/proxies/types';
import { getAccount } from '../../lib/targets/data';
import { getUsage } from '../../lib/usage/data';
import type { Sandbox } from '../../sandbox/server';
import type { Checks } from './checks';
import type { Luck } from './random';
import { lateMs, Truth } from './truth';
import type { Weather } from './weather';
import type { AdoptedVpc } from './world';

/** The collector comes to each of some dozens of proxies in this time, though AWS fails it often. */
const collectorMs = 15_000;

/** Opens the pages while AWS fails, and holds every figure against what the account held at that time. */
export class Viewer {
  readonly #sandbox: Sandbox;
  readonly #weather: Weather;
  readonly #checks: Checks;
  readonly #truth: Truth;
  /** VPCs that stand from beginning to end. */
  readonly #adopted: readonly AdoptedVpc[];

  constructor(sandbox: Sandbox, weather: Weather, checks: Checks, adopted: readonly AdoptedVpc[]) {
    this.#sandbox = sandbox;
    this.#weather = weather;
    this.#checks = checks;
    this.#truth = new Truth(sandbox, weather, checks);
    this.#adopted = adopted;
  }

  /** One random page. */
  async look(luck: Luck): Promise<void> {
    const pages = [this.#fleet, this.#networks, this.#choices, this.#account];
    await luck.pick(pages).call(this);
  }

  /** Calls the proxy a few times and looks at its page in between. */
  async callAndLook(name: string, luck: Luck): Promise<void> {
    for (let round = 0; round < 2; round++) {
      this.#truth.callSome(name, 1 + luck.below(20));
      await this.#proxy(name);
    }
  }

  async #fleet(): Promise<void> {
    const known = await listProxies();
    const window = this.#truth.windowOf('fleet', known, 5_000);
    if (!known.value || !window) return;
    this.#truth.stacksShown('fleet', 'proxy', known.value, window);
    for (const { name, outputs, spec, quota } of known.value) {
      const { UsagePlanId } = outputs;
      if (!UsagePlanId || !quota || !spec) continue;
      // Of any age: the page says how old it is.
      const shown = this.#truth.windowOf(`gauge of ${name}`, quota, Number.POSITIVE_INFINITY);
      if (quota.value && shown)
        this.#truth.usedShown(`gauge of ${name}`, UsagePlanId, quota.value.used, shown);
    }
  }

  async #networks(): Promise<void> {
    const known = await listNetworks();
    const window = this.#truth.windowOf('networks', known, 5_000);
    if (!known.value || !window) return;
    this.#truth.stacksShown('networks', 'network', known.value, window);
    if (known.problem || this.#truth.isStaleList(window)) return;
    for (const { outputs, proxies } of known.value) {
      if (!outputs.VpcId) continue;
      for (const stack of this.#truth.standingThroughout('proxy', window)) {
        const name = stack.tags['sluice:name'] ?? '';
        if (stack.templateBody.includes(outputs.VpcId) && !proxies.includes(name))
          this.#checks.complain(`networks: ${name} is missing in its network, unmarked`);
      }
    }
  }

  async #choices(): Promise<void> {
    const known = await getNetworkChoices();
    const window = this.#truth.windowOf('choices', known, 15_000);
    if (!known.value || !window) return;
    const since = known.value.vpcsAsOf.getTime();
    const reads = ['DescribeVpcs', 'DescribeSubnets', 'DescribeVpcEndpoints'];
    if (known.problem || this.#weather.wasStale(reads, since - 5)) return;
    for (const { id, subnetIds, endpointId } of this.#adopted) {
      const shown = known.value.vpcs.find(({ vpcId }) => vpcId === id);
      const isTrue =
        shown?.subnets.length === subnetIds.length &&
        (endpointId === null || shown.endpoint?.endpointId === endpointId);
      if (!isTrue) this.#checks.complain(`choices: ${id} shown as ${JSON.stringify(shown)}`);
    }
  }

  async #account(): Promise<void> {
    const known = await getAccount();
    this.#truth.windowOf('account', known, 300_000);
    if (known.value && known.value.accountId !== this.#sandbox.context.accountId)
      this.#checks.complain(`account: ${JSON.stringify(known)}`);
  }

  async #proxy(name: string): Promise<void> {
    const known = await getProxy(name);
    if (!known) return this.#absent(name);
    const window = this.#truth.windowOf(`proxy ${name}`, known, 5_000);
    if (!known.value || !window) return;
    this.#truth.stacksShown(`proxy ${name}`, null, [known.value], window);
    const detail = known.value;
    const stack = this.#sandbox.context.cloudformation.stacks.get(detail.stackId);
    if (stack && detail.template !== null && detail.template !== stack.templateBody)
      this.#checks.complain(`proxy ${name}: the template is another one`);
    await this.#usage(detail);
    await this.#keys(detail);
  }

  /** A page that says that there is no such proxy: AWS must have said so lately. */
  #absent(name: string): void {
    const now = Date.now();
    const window = { from: now - 5_000 - lateMs, to: now };
    if (this.#truth.isStaleList(window)) return;
    const stood = this.#truth
      .standingThroughout('proxy', window)
      .some((stack) => stack.tags['sluice:name'] === name);
    if (stood) this.#checks.complain(`proxy ${name}: said not to be there`);
  }

  async #usage(detail: ProxyDetail): Promise<void> {
    const { UsagePlanId } = detail.outputs;
    if (!UsagePlanId) return;
    const what = `usage of ${detail.name}`;
    const known = await getUsage(detail);
    const window = this.#truth.windowOf(what, known, collectorMs);
    if (!known.value || !window) return;
    const { gauge, days, rate, burst } = known.value;
    if (gauge) this.#truth.usedShown(what, UsagePlanId, gauge.used, window);
    const sum = days.reduce((total, day) => total + day.used, 0);
    this.#truth.usedShown(`${what} by day`, UsagePlanId, sum, window);
    if (!known.problem && (rate !== 5 || burst !== 5))
      this.#checks.complain(`${what}: rate ${rate}, burst ${burst}, unmarked`);
  }

  async #keys(detail: ProxyDetail): Promise<void> {
    const known = await listKeys(detail);
    this.#truth.windowOf(`keys of ${detail.name}`, known, 30_000);
    const { KeyAId, ProbeKeyId } = detail.outputs;
    const wanted = [KeyAId, ProbeKeyId].filter((id) => id !== undefined);
    const shown = known.value?.map(({ keyId }) => keyId);
    if (shown && wanted.some((id) => !shown.includes(id)))
      this.#checks.complain(`keys of ${detail.name}: ${shown.join()} of ${wanted.join()}`);
  }
}
