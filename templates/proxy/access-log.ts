import { type Resources, tagList } from '../cloudformation';
import { tagsOf } from '../tags';
import type { ProxySpec } from './spec';

/** Field names and the context variable each is filled from. Never `identity.apiKey`: that is the key's value. */
const fields = {
  requestId: 'requestId',
  extendedRequestId: 'extendedRequestId',
  requestTimeEpoch: 'requestTimeEpoch',
  apiKeyId: 'identity.apiKeyId',
  vpcId: 'identity.vpcId',
  vpceId: 'identity.vpceId',
  sourceIp: 'identity.sourceIp',
  httpMethod: 'httpMethod',
  resourcePath: 'resourcePath',
  path: 'path',
  status: 'status',
  responseLength: 'responseLength',
  responseLatency: 'responseLatency',
  integrationStatus: 'integration.status',
  integrationLatency: 'integration.latency',
  errorType: 'error.responseType',
  errorMessage: 'error.message',
  tlsVersion: 'tlsVersion',
  cipherSuite: 'cipherSuite',
} as const;

/** One line of JSON per call. Every value is quoted, for an absent one is written as a bare `-`. */
export const accessLogFormat = `{${Object.entries(fields)
  .map(([name, variable]) => `"${name}":"$context.${variable}"`)
  .join(',')}}`;

/** The log group of a proxy's access log. */
export function accessLogGroup(proxy: string): string {
  return `/sluice/proxy/${proxy}/access`;
}

export function accessLogResources(spec: ProxySpec): Resources {
  if (spec.accessLog === null) return {};
  return {
    AccessLogGroup: {
      Type: 'AWS::Logs::LogGroup',
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      Properties: {
        LogGroupName: accessLogGroup(spec.name),
        RetentionInDays: spec.accessLog.retentionDays,
        Tags: tagList(tagsOf(spec)),
      },
    },
  };
}
