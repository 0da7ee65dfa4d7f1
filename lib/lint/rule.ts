import type { Model } from './model';

/** Stable: they stand in copied reports, and are the keys of the words. */
export type RuleId =
  | 'constant-uri'
  | 'fixed-method'
  | 'flattened-status'
  | 'lost-headers'
  | 'constant-body'
  | 'cache-key'
  | 'unmapped-placeholder'
  | 'one-zone'
  | 'region-in-service'
  | 'open-endpoint-policy'
  | 'private-dns-off'
  | 'gateway-endpoint'
  | 'no-dns-hostnames'
  | 'self-group'
  | 'open-egress'
  | 'deployed-too-early'
  | 'never-redeployed'
  | 'no-root-method'
  | 'stage-on-deployment'
  | 'anded-conditions'
  | 'key-reaches-upstream'
  | 'key-when-header-missing'
  | 'timeout-too-long'
  | 'key-in-template'
  | 'credential-in-mapping'
  | 'private-without-policy'
  | 'unmetered-method'
  | 'no-access-log'
  | 'no-tags'
  | 'caller-gives-up-first'
  | 'ageing-runtime'
  | 'greedy-in-url'
  | 'key-in-source'
  | 'missing-package';

export type Severity = 'error' | 'warning' | 'note';
export type Hit = { line: number; subject: string };

/** A trap: its stable id (also the key of its words), how bad it is, where it is known from, and where it is. */
export type Rule = {
  id: RuleId;
  severity: Severity;
  source: string;
  find(model: Model): Hit[];
};

export const docs = 'https://docs.aws.amazon.com/';
export const gatewayGuide = `${docs}apigateway/latest/developerguide/`;
export const terraformAws = 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/';
