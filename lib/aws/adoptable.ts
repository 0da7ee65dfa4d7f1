import 'server-only';
import {
  GetApiKeyCommand,
  GetGatewayResponsesCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
} from '@aws-sdk/client-api-gateway';
import { AppError } from '../errors';
import { call } from './call';
import { type ApiSettings, readApiSettings } from './rest-apis';
import type { Target } from './targets';

/** A key of an API that exists. Its value is answered along with these by AWS, and dropped at once. */
export type FoundKey = {
  keyId: string;
  name: string;
  description: string;
  isEnabled: boolean;
  /** Ids of all plans that it is in. */
  planIds: string[];
};

/** The gateway's own answers that somebody has given a body, a status or headers. */
export type FoundAnswer = {
  responseType: string;
  statusCode: string | null;
  parameters: Record<string, string>;
  templates: Record<string, string>;
};

export type Adoptable = {
  settings: ApiSettings;
  /** Of its one plan; null where they may not be read, which the right to read their values is needed for. */
  keys: FoundKey[] | null;
  answers: FoundAnswer[];
};

/** Ids of the plans that a key is in, which the list of plans tells without the key's value. */
export async function readPlanIds(target: Target, keyId: string): Promise<string[]> {
  const { items = [] } = await call(target, 'apigateway', (client, options) =>
    client.send(new GetUsagePlansCommand({ keyId }), options),
  );
  return items.flatMap(({ id }) => id ?? []);
}

/** More keys than slots are only counted. */
const keysMax = 3;

/** All that a stack would take in of an API: some ten calls. Null where there is no such API. */
export async function readAdoptable(target: Target, apiId: string): Promise<Adoptable | null> {
  const settings = await readApiSettings(target, apiId);
  if (!settings) return null;
  const [plan] = settings.plans;
  const keys = settings.plans.length === 1 && plan ? await readKeys(target, plan.planId) : [];
  const { items = [] } = await call(target, 'apigateway', (client, options) =>
    client.send(new GetGatewayResponsesCommand({ restApiId: apiId, limit: 500 }), options),
  );
  const answers = items
    .filter(({ defaultResponse }) => !defaultResponse)
    .map(({ responseType, statusCode, responseParameters, responseTemplates }) => ({
      responseType: responseType ?? '',
      statusCode: statusCode ?? null,
      parameters: responseParameters ?? {},
      templates: responseTemplates ?? {},
    }));
  return { settings, keys, answers };
}

async function readKeys(target: Target, usagePlanId: string): Promise<FoundKey[] | null> {
  try {
    const { items = [] } = await call(
      target,
      'apigateway',
      (client, options) =>
        client.send(new GetUsagePlanKeysCommand({ usagePlanId, limit: keysMax }), options),
      { as: 'reveal' },
    );
    const ids = items.flatMap(({ id }) => id ?? []);
    const keys: FoundKey[] = [];
    for (const keyId of ids) keys.push(await readKey(target, keyId));
    return keys;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'denied') return null;
    throw thrown;
  }
}

async function readKey(target: Target, keyId: string): Promise<FoundKey> {
  const { name, description, enabled } = await call(
    target,
    'apigateway',
    (client, options) =>
      client.send(new GetApiKeyCommand({ apiKey: keyId, includeValue: false }), options),
    { as: 'reveal' },
  );
  return {
    keyId,
    name: name ?? '',
    description: description ?? '',
    isEnabled: enabled ?? false,
    planIds: await readPlanIds(target, keyId),
  };
}
