import type { SandboxContext } from '../context';
import { quotaCodes } from '../servicequotas/quotas';
import { badRequest, conflict, limitExceeded, requireKey } from './faults';
import { newId, newKeyValue } from './ids';
import type { ApiKey } from './types';

export type KeyInput = {
  name?: string;
  description?: string;
  customerId?: string;
  enabled?: boolean;
  value?: string;
  tags?: Record<string, string>;
};

/** Makes a key; its value is 40 random letters and digits unless given. Texts: LocalStack's validated provider. */
export function createKey(context: SandboxContext, input: KeyInput): ApiKey {
  if ((input.name?.length ?? 0) > 1024) {
    throw badRequest('Invalid API Key name, can be at most 1024 characters.');
  }
  if (input.description === '') throw badRequest('Invalid API Key description specified.');
  const value = input.value ?? newKeyValue();
  if (value.length > 128) throw badRequest('API Key value exceeds maximum size of 128 characters');
  if (value.length < 20) throw badRequest('API Key value should be at least 20 characters');
  if ([...context.apigateway.keys.values()].some((key) => key.value === value)) {
    throw conflict('API Key already exists');
  }
  if (context.apigateway.keys.size >= context.quotas.of(quotaCodes.apiKeys)) {
    throw limitExceeded('API Keys', 'account');
  }
  const now = context.clock.now();
  const key: ApiKey = {
    id: newId(10),
    ...(input.name === undefined ? {} : { name: input.name }),
    value,
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.customerId === undefined ? {} : { customerId: input.customerId }),
    // The API's default is false, the console's and CloudFormation's callers set it (S-SPEC ApiKey.Enabled).
    enabled: input.enabled ?? false,
    createdDate: now,
    lastUpdatedDate: now,
    tags: { ...input.tags },
  };
  context.apigateway.keys.set(key.id, key);
  return key;
}

/** Deletes a key; plans forget it. */
export function deleteKey(context: SandboxContext, id: string): void {
  requireKey(context, id);
  context.apigateway.keys.delete(id);
  for (const plan of context.apigateway.plans.values()) {
    plan.keyIds = plan.keyIds.filter((it) => it !== id);
  }
}
