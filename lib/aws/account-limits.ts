import 'server-only';
import { GetUsagePlansCommand } from '@aws-sdk/client-api-gateway';
import { ListServiceQuotasCommand } from '@aws-sdk/client-service-quotas';
import type { Known } from '../known';
import { call } from './call';
import { all } from './pages';
import { remember } from './remember';
import { listRestApis } from './rest-apis';
import type { Target } from './targets';

/** What stands in the account and Region, whoever made it. */
export type AccountCounts = { privateApis: number; usagePlans: number };

/** By quota code: the value that is applied to this account. A code that AWS does not list is absent. */
export type AppliedQuotas = Record<string, number>;

/** Two calls, shared by all who look; head-room does not go in minutes. */
const countsTtlMs = 15 * 60_000;
/** A quota is raised by a request that takes hours at least. */
const quotasTtlMs = 24 * 3_600_000;
const patience = { patienceMs: 0, firstPatienceMs: 4_000 };

export function readAccountCounts(target: Target): Promise<Known<AccountCounts>> {
  return remember(target, 'account-counts', countsTtlMs, () => countAccount(target), patience);
}

export function readAppliedQuotas(target: Target): Promise<Known<AppliedQuotas>> {
  return remember(target, 'applied-quotas', quotasTtlMs, () => listQuotas(target), patience);
}

export async function countAccount(target: Target): Promise<AccountCounts> {
  const apis = await listRestApis(target);
  const plans = await all(async (position) => {
    const answer = await call(target, 'apigateway', (client, options) =>
      client.send(new GetUsagePlansCommand({ limit: 500, position }), options),
    );
    return { rows: answer.items, next: answer.position };
  });
  return {
    privateApis: apis.filter(({ isPrivate }) => isPrivate).length,
    usagePlans: plans.length,
  };
}

export async function listQuotas(target: Target): Promise<AppliedQuotas> {
  const lists = ['apigateway', 'cloudformation'].map((ServiceCode) =>
    all(async (NextToken) => {
      const answer = await call(target, 'quotas', (client, options) =>
        client.send(new ListServiceQuotasCommand({ ServiceCode, NextToken }), options),
      );
      return { rows: answer.Quotas, next: answer.NextToken };
    }),
  );
  const quotas = (await Promise.all(lists)).flat();
  return Object.fromEntries(
    quotas.flatMap(({ QuotaCode, Value }) =>
      QuotaCode && Value !== undefined ? [[QuotaCode, Value] as const] : [],
    ),
  );
}
