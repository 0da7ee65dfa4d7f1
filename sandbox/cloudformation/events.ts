import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../context';
import type { StackEvent, StackRecord } from './types';

/**
 * Adds an event to a stack. Moments strictly increase within a stack, because event ids of resources are made of
 * logical id, status and moment, as AWS makes them.
 */
export function addStackEvent(
  context: SandboxContext,
  stack: StackRecord,
  event: Omit<StackEvent, 'eventId' | 'at' | 'token'>,
): void {
  const last = stack.events.at(-1)?.at ?? 0;
  const at = Math.max(context.clock.now(), last + 1);
  const isStack = event.type === 'AWS::CloudFormation::Stack';
  stack.events.push({
    ...event,
    eventId: isStack
      ? randomUUID()
      : `${event.logicalId}-${event.status}-${new Date(at).toISOString()}`,
    at,
    token: stack.operation?.token ?? null,
  });
  context.touch();
}
