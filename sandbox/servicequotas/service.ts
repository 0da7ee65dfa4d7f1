import { AwsFault, type SandboxContext } from '../context';
import { cutPage } from '../pages';
import { type JsonOperation, jsonService } from '../wire/aws-json';
import { type Quota, type QuotaCode, quotas } from './quotas';

const list =
  (isApplied: boolean): JsonOperation =>
  async (context, input, request) => {
    const known = ofService(input.ServiceCode);
    const { page, nextToken } = cutPage(known, request, {
      token: input.NextToken,
      size: Number(input.MaxResults ?? 100),
      idOf: ({ code }) => code,
      invalid: () => new AwsFault('InvalidPaginationTokenException', 'Invalid token was used.'),
    });
    return {
      Quotas: page.map((quota) => toWire(context, quota, isApplied)),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    };
  };

const get =
  (isApplied: boolean): JsonOperation =>
  async (context, input) => {
    const quota = ofService(input.ServiceCode).find((known) => known.code === input.QuotaCode);
    if (!quota) throw missing();
    return { Quota: toWire(context, quota, isApplied) };
  };

function ofService(serviceCode: unknown): Quota[] {
  const known = quotas.filter((quota) => quota.serviceCode === serviceCode);
  if (known.length === 0) throw missing();
  return known;
}

function missing(): AwsFault {
  return new AwsFault(
    'NoSuchResourceException',
    'The request failed because the specified service or quota does not exist.',
  );
}

/** The applied value is the account's own, the default one AWS's (Service Quotas API reference). */
function toWire(context: SandboxContext, quota: Quota, isApplied: boolean): object {
  return {
    ServiceCode: quota.serviceCode,
    ServiceName: quota.serviceName,
    QuotaArn: `arn:aws:servicequotas:${context.region}:${context.accountId}:${quota.serviceCode}/${quota.code}`,
    QuotaCode: quota.code,
    QuotaName: quota.name,
    Value: isApplied ? context.quotas.of(quota.code as QuotaCode) : quota.value,
    Unit: 'None',
    Adjustable: quota.isAdjustable,
    GlobalQuota: false,
  };
}

export const service = jsonService({
  signingName: 'servicequotas',
  version: '1.1',
  operations: {
    ListServiceQuotas: list(true),
    GetServiceQuota: get(true),
    ListAWSDefaultServiceQuotas: list(false),
    GetAWSDefaultServiceQuota: get(false),
  },
});
