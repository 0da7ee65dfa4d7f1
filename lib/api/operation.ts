import { z } from 'zod';
import type { Permission } from '../identity/permissions';
import { runStarted } from './run-schemas';
import { dryRunAnswer } from './schemas';

/** One verb on one path of the API: what it takes, what it answers and what it asks of a token. */
export type Operation<
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType | null = z.ZodType | null,
> = {
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /api/v1. */
  path: string;
  /** Null where any token will do. */
  permission: Permission | null;
  query: Q;
  body: B;
  /** A mutation that starts a run is repeated safely under the key it was first sent with. */
  needsKey: boolean;
  /** Schemas by status; events come as a stream too, where that is asked for. */
  answers: Record<number, z.ZodType>;
  isStream?: true;
};

export function operation<Q extends z.ZodType, B extends z.ZodType | null>(
  given: Omit<Operation<Q, B>, 'needsKey'> & { needsKey?: boolean },
): Operation<Q, B> {
  return { needsKey: false, ...given };
}

export const none = z.strictObject({});
export const flag = z.stringbool({
  truthy: ['true'],
  falsy: ['false'],
  error: 'must be true or false',
});
export const dryRun = { dryRun: flag.default(false) };
export const startsRun = { 200: dryRunAnswer, 202: runStarted };
