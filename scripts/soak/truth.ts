import type { Known } from '../../lib/known';
import { notMadeStatus } from '../../lib/proxies/standing';
import type { StackFacts } from '../../lib/proxies/types';
import type { AwsRequest } from '../../sandbox/context';
import { seedTraffic } from '../../sandbox/dataplane/traffic';
import type { Sandbox } from '../../sandbox/server';
import { Form } from '../../sandbox/wire/form';
import { isStanding, statusesSince } from './account';
import type { Checks } from './checks';
import { Timeline } from './timeline';
import type { Weather } from './weather';

/** What a page may be late by beyond its TTL: the viewer's patience, and a busy machine. */
export const lateMs = 1_500 + 2_000;

/** The moments between which a value that is shown must have been true. */
export type Window = { from: number; to: number };

/** What the account held at which time, for what a page shows to be held against. */
export class Truth {
  readonly #sandbox: Sandbox;
  readonly #weather: Weather;
  readonly #checks: Checks;
  readonly #used = new Map<string, Timeline<number>>();

  constructor(sandbox: Sandbox, weather: Weather, checks: Checks) {
    this.#sandbox = sandbox;
    this.#weather = weather;
    this.#checks = checks;
  }

  /** Calls of a moment ago, in one go, so that there is no moment at which only some are counted. */
  callSome(name: string, requests: number): void {
    const { context } = this.#sandbox;
    const outputs = this.#outputsOf(name);
    const { RestApiId, UsagePlanId, KeyAId } = outputs;
    if (!RestApiId || !UsagePlanId || !KeyAId) return;
    const now = Date.now();
    seedTraffic(context, {
      apiId: RestApiId,
      keyId: KeyAId,
      from: Math.max(now - 1_000, Math.floor(now / 86_400_000) * 86_400_000),
      to: now,
      requests,
    });
    const days = context.apigateway.usage.get(`${UsagePlanId}/${KeyAId}`)?.days ?? {};
    const used = Object.values(days).reduce((sum, calls) => sum + calls, 0);
    const timeline = this.#used.get(UsagePlanId) ?? new Timeline<number>(0);
    this.#used.set(UsagePlanId, timeline);
    timeline.set(used);
  }

  #outputsOf(name: string): Record<string, string> {
    const stack = this.#sandbox.context.cloudformation.find(`sluice-proxy-${name}`);
    return Object.fromEntries((stack?.outputs ?? []).map(({ key, value }) => [key, value]));
  }

  usedShown(what: string, planId: string, shown: number, window: Window): void {
    const timeline = this.#used.get(planId);
    if (!timeline) return;
    const isStale = this.#weather.wasStale(['GetUsage'], window.from, ({ path }) =>
      path.includes(planId),
    );
    const truths = isStale ? timeline.all() : timeline.during(window.from, window.to);
    this.#checks.count('figures held against the truth');
    if (!truths.includes(shown))
      this.#checks.complain(`${what}: ${shown} shown, true was ${truths.join(', ')}`);
  }

  /** Null where nothing is shown. Complains of what is older than it may be and does not say so. */
  windowOf(what: string, known: Known<unknown>, ttlMs: number): Window | null {
    this.#checks.count(known.problem ? 'pages with a problem' : 'pages without a problem');
    if (known.asOf === null) return null;
    const now = Date.now();
    const asOf = known.asOf.getTime();
    if (!known.problem && now - asOf > ttlMs + lateMs)
      this.#checks.complain(`${what}: ${now - asOf} ms old, unmarked`);
    // A value is at least as young as it says; of how long its read took it says nothing.
    return { from: asOf - 5, to: now };
  }

  stacksShown(
    what: string,
    kind: string | null,
    shown: readonly StackFacts[],
    window: Window,
  ): void {
    if (this.isStaleList(window)) return;
    const names = shown.map(({ name }) => name);
    if (new Set(names).size !== names.length) this.#checks.complain(`${what}: a name twice`);
    for (const facts of shown) {
      if (facts.status === notMadeStatus) continue;
      const stack = this.#sandbox.context.cloudformation.stacks.get(facts.stackId);
      const statuses = stack ? statusesSince(stack, window.from) : [];
      if (!statuses.includes(facts.status))
        this.#checks.complain(`${what}: ${facts.name} is ${facts.status}, was ${statuses.join()}`);
    }
    if (kind === null) return;
    for (const stack of this.standingThroughout(kind, window))
      if (!names.includes(stack.tags['sluice:name'] ?? ''))
        this.#checks.complain(`${what}: ${stack.stackName} is missing`);
  }

  standingThroughout(kind: string, { from, to }: Window) {
    return [...this.#sandbox.context.cloudformation.stacks.values()].filter(
      (stack) =>
        stack.tags['sluice:kind'] === kind &&
        stack.createdAt < from &&
        (isStanding(stack) || (stack.deletedAt ?? 0) > to),
    );
  }

  isStaleList({ from }: Window): boolean {
    const isList = ({ body }: AwsRequest) => !Form.parse(body).get('StackName');
    return this.#weather.wasStale(['DescribeStacks'], from, isList);
  }
}
