import { named } from '../named';
import type { ChangeSetRecord, StackRecord } from './types';

type CloudFormationState = { stacks: StackRecord[]; changeSets: ChangeSetRecord[] };

/** What CloudFormation keeps: stacks by id (deleted ones too, as AWS does for 90 days) and change sets by id. */
export class CloudFormationStore {
  readonly stacks = new Map<string, StackRecord>();
  readonly changeSets = new Map<string, ChangeSetRecord>();

  /** By ARN any stack, by name only one that still exists. */
  find(nameOrId: string): StackRecord | undefined {
    if (nameOrId.startsWith('arn:')) return this.stacks.get(nameOrId);
    for (const stack of this.stacks.values()) {
      if (stack.stackName === nameOrId && stack.status !== 'DELETE_COMPLETE') return stack;
    }
    return undefined;
  }

  toJSON(): CloudFormationState {
    return { stacks: [...this.stacks.values()], changeSets: [...this.changeSets.values()] };
  }

  /** Replaces all that is held; an empty object empties the store. */
  fromJSON(json: unknown): void {
    const state = json as Partial<CloudFormationState>;
    this.stacks.clear();
    this.changeSets.clear();
    for (const stack of state.stacks ?? []) {
      for (const operation of [stack.operation, stack.unfinished]) {
        const { previous } = operation ?? {};
        if (previous) previous.resources = named(previous.resources);
      }
      const { resources, tokens } = stack;
      this.stacks.set(stack.stackId, {
        ...stack,
        // Absent in what was written before there was such a thing.
        unfinished: stack.unfinished ?? null,
        resources: named(resources),
        tokens: named(tokens),
      });
    }
    for (const set of state.changeSets ?? []) this.changeSets.set(set.changeSetId, set);
  }
}
