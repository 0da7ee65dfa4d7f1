import { AwsFault, type SandboxContext } from '../context';
import { cutPage } from '../pages';
import { type JsonOperation, jsonService } from '../wire/aws-json';
import { type Quota, quotas } from './quotas';

const listServiceQuotas: JsonOperation = async (context, input, request) => {
  const known = ofService(input.ServiceCode);
  const { page, nextToken } = cutPage(known, request, {
    token: input.NextToken,
    size: Number(input.MaxResults ?? 100),
    idOf: ({ code }) => code,
    invalid: () => new AwsFault('InvalidPaginationTokenException', 'Invalid token was used.'),
  });
  return {
    Quotas: page.map((quota) => toWire(context, quota)),
    ...(nextToken === undefined ? {} : { NextToken: nextToken }),
  };
};

const getServiceQuota: JsonOperation = async (context, input) => {
  const quota = ofService(input.ServiceCode).find((known) => known.code === input.QuotaCode);
  if (!quota) throw missing();
  return { Quota: toWire(context, quota) };
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

function toWire(context: SandboxContext, quota: Quota): object {
  return {
    ServiceCode: quota.serviceCode,
    ServiceName: quota.serviceName,
    QuotaArn: `arn:aws:servicequotas:${context.region}:${context.accountId}:${quota.serviceCode}/${quota.code}`,
    QuotaCode: quota.code,
    QuotaName: quota.name,
    Value: quota.value,
    Unit: 'None',
    Adjustable: quota.isAdjustable,
    GlobalQuota: false,
  };
}

export const service = jsonService({
  signingName: 'servicequotas',
  version: '1.1',
  operations: {
    ListServiceQuotas: listServiceQuotas,
    GetServiceQuota: getServiceQuota,
    ListAWSDefaultServiceQuotas: listServiceQuotas,
    GetAWSDefaultServiceQuota: getServiceQuota,
  },
});
