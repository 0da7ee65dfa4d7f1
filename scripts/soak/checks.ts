import { listRunEvents } from '../../lib/runs/data';
import type { Run, RunStep } from '../../lib/runs/types';
import type { StackRecord } from '../../sandbox/cloudformation/types';
import type { Sandbox } from '../../sandbox/server';
import { standingStacks } from './account';
import type { Weather } from './weather';

/** What the account itself says of each run that ended. */
export class Checks {
  readonly complaints: string[] = [];
  readonly counts: Record<string, number> = {};
  readonly #sandbox: Sandbox;
  readonly #weather: Weather;

  constructor(sandbox: Sandbox, weather: Weather) {
    this.#sandbox = sandbox;
    this.#weather = weather;
  }

  complain(text: string): void {
    this.complaints.push(text);
  }

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  readonly stands = (stackName: string): boolean =>
    standingStacks(this.#sandbox.context, stackName).length > 0;

  /** A launch succeeded only where every stack stands, once; it failed only where one really did, or AWS refused. */
  async launched(run: Run, began: number): Promise<void> {
    this.count(`launch ${run.state}`);
    await this.#ended(run);
    for (const step of run.steps) {
      const stacks = standingStacks(this.#sandbox.context, step.stackName);
      if (stacks.length > 1) this.complain(`${run.id}: ${stacks.length} stacks ${step.stackName}`);
      if (step.state === 'succeeded') {
        this.#expect(run, step, stacks[0]?.status === 'CREATE_COMPLETE', stacks[0]);
        this.#expect(run, step, stacks[0]?.stackId === step.stackId, stacks[0]);
      }
      if (step.state === 'failed') this.#expectCause(run, step, ['CreateStack'], began);
    }
  }

  /** A delete succeeded only where the stacks are gone; it failed only where one would not go, or AWS refused. */
  async deleted(run: Run, began: number): Promise<void> {
    this.count(`delete ${run.state}`);
    await this.#ended(run);
    for (const step of run.steps) {
      const [stack] = standingStacks(this.#sandbox.context, step.stackName);
      if (step.state === 'succeeded') this.#expect(run, step, stack === undefined, stack);
      if (step.state === 'failed') {
        this.#expectCause(run, step, ['DeleteStack', 'DescribeStacks'], began);
      }
    }
  }

  async #ended(run: Run): Promise<void> {
    const states = run.steps.map(({ state }) => state);
    const isTold =
      run.state === 'succeeded'
        ? run.failure === null && states.every((state) => state === 'succeeded')
        : Boolean(run.failure?.reason) && /^(succeeded,)*failed(,skipped)*$/.test(states.join());
    if (!isTold || run.problem !== null) {
      this.complain(`${run.id}: ended ${run.state} as ${JSON.stringify(run)}`);
    }
    await this.#eventsOf(run);
  }

  /** Every event of the run's own operations is kept, once and in order. */
  async #eventsOf(run: Run): Promise<void> {
    const kept = await listRunEvents(run.id);
    for (const step of run.steps) {
      const stack = this.#sandbox.context.cloudformation.stacks.get(step.stackId ?? '');
      if (!stack || step.state === 'skipped') continue;
      const told = stack.events.filter(({ token }) => token === step.clientToken);
      const ids = kept
        .filter(({ stepIndex }) => stepIndex === step.index)
        .map((it) => it.awsEventId);
      const wanted = told.map(({ eventId }) => eventId);
      if (ids.join() !== wanted.join()) {
        this.complain(
          `${run.id}/${step.index}: kept ${ids.length} of ${wanted.length} events of ${step.action}, last ${kept.at(-1)?.status}`,
        );
      }
    }
  }

  #expectCause(run: Run, step: RunStep, operations: string[], began: number): void {
    const { context } = this.#sandbox;
    const [stack] = standingStacks(context, step.stackName);
    const events = stack?.events.filter(({ token }) => token === step.clientToken) ?? [];
    const reason = run.failure?.reason ?? '';
    const really =
      events.length > 0
        ? events.some((event) => event.status.endsWith('_FAILED') && event.reason === reason) &&
          !stack?.status.endsWith('_IN_PROGRESS')
        : /not authorized/.test(reason) &&
          this.#weather.hasRefused(operations, step.stackName, began);
    this.count(`failed for ${events.length > 0 ? 'a resource' : 'a refusal'}`);
    this.#expect(run, step, really, stack);
  }

  /** What happened to the stacks of a name, for who has to find out. */
  #story(stackName: string): string {
    const stacks = [...this.#sandbox.context.cloudformation.stacks.values()];
    const lines = stacks
      .filter((stack) => stack.stackName === stackName)
      .flatMap(({ stackId, events }) =>
        events
          .filter(({ logicalId }) => logicalId === stackName)
          .map(({ at, status, token }) => `${at} ${stackId.slice(-4)} ${status} ${token}`),
      );
    return lines.slice(-12).join('; ');
  }

  #expect(run: Run, step: RunStep, isTrue: boolean, stack: StackRecord | undefined): void {
    if (isTrue) return;
    const failure = run.failure ? `: ${run.failure.reason}` : '';
    this.complain(
      `${run.id}/${step.index}: ${step.action} ${step.stackName} is ${step.state}${failure}, but the stack is ${stack?.status ?? 'not there'}; ${this.#story(step.stackName)}`,
    );
  }
}
