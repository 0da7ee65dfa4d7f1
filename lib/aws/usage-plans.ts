import 'server-only';
import { GetApiKeyCommand, GetUsageCommand, UpdateUsageCommand } from '@aws-sdk/client-api-gateway';
import { call } from './call';
import { missing } from './errors';
import type { Target } from './targets';

/** By key id: a pair of requests used and requests left for each UTC day, oldest first. */
export type UsageRows = Record<string, [used: number, remaining: number | null][]>;

/** A key as it may be shown: the value is never part of it. */
export type ApiKeyRow = {
  keyId: string;
  name: string;
  isEnabled: boolean;
  createdAt: Date;
};

/**
 * Use of a plan on the UTC days from `startDate` to `endDate` (`YYYY-MM-DD`, at most 90 days), by key. A key without
 * requests may be absent, and days without any may be missing from its list (aws-facts B2).
 */
export async function readUsage(
  target: Target,
  request: { usagePlanId: string; startDate: string; endDate: string },
): Promise<UsageRows> {
  const rows: UsageRows = {};
  let position: string | undefined;
  do {
    const answer = await call(target, 'apigateway', (client, options) =>
      client.send(new GetUsageCommand({ ...request, limit: 500, position }), options),
    );
    for (const [keyId, days] of Object.entries(answer.items ?? {}))
      rows[keyId] = [...(rows[keyId] ?? []), ...days.map(usagePair)];
    position = answer.position;
  } while (position);
  return rows;
}

/**
 * Sets what one key has left in the current quota period: AWS's "temporary extension to the remaining quota". The
 * number is absolute, so that a repeated call grants nothing twice. That `/remaining` is the path, and takes `replace`,
 * is from other people's clients (alchemy.run); AWS's table of patch operations could not be read: UNCONFIRMED.
 */
export async function setRemaining(
  target: Target,
  { usagePlanId, keyId, remaining }: { usagePlanId: string; keyId: string; remaining: number },
): Promise<void> {
  const value = String(remaining);
  const patchOperations = [{ op: 'replace' as const, path: '/remaining', value }];
  await call(
    target,
    'apigateway',
    (client, options) =>
      client.send(new UpdateUsageCommand({ usagePlanId, keyId, patchOperations }), options),
    { as: 'operate' },
  );
}

/**
 * What may be known of a key by everyone. Whoever may ask for a key may also ask for its value (aws-facts B2), so
 * that it takes the role that reveals; the value is not asked for, and would stop here.
 */
export async function readApiKey(target: Target, keyId: string): Promise<ApiKeyRow> {
  const key = await call(
    target,
    'apigateway',
    (client, options) =>
      client.send(new GetApiKeyCommand({ apiKey: keyId, includeValue: false }), options),
    { as: 'reveal' },
  );
  if (!key.createdDate) throw missing(`the creation date of key ${keyId}`);
  return {
    keyId,
    name: key.name ?? '',
    isEnabled: key.enabled ?? false,
    createdAt: key.createdDate,
  };
}

/** A key's value. Callers have authorised and audited; it is neither logged nor kept. */
export async function readApiKeyValue(target: Target, keyId: string): Promise<string> {
  const { value } = await call(
    target,
    'apigateway',
    (client, options) =>
      client.send(new GetApiKeyCommand({ apiKey: keyId, includeValue: true }), options),
    { as: 'reveal' },
  );
  if (!value) throw missing(`the value of key ${keyId}`);
  return value;
}

function usagePair(pair: number[]): [number, number | null] {
  return [pair[0] ?? 0, pair[1] ?? null];
}
