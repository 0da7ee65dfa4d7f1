import type { Meaning } from './meanings';
import type { Certainty, Hop } from './types';

/** Every cause that a paste can point to, and the hop of the path that it stands at. */
export const causeHops = {
  key_missing: 'key',
  key_placeholder: 'key',
  key_malformed: 'key',
  key_wrong: 'key',
  key_not_in_plan: 'plan',
  key_fresh: 'key',
  api_unknown: 'host',
  host_without_id: 'host',
  stage_wrong: 'stage',
  waf_rule: 'waf',
  resource_policy_deny: 'resource_policy',
  resource_policy_silent: 'resource_policy',
  method_not_allowed: 'resource_policy',
  endpoint_policy_deny: 'endpoint_policy',
  endpoint_policy_silent: 'endpoint_policy',
  policy_not_deployed: 'resource_policy',
  path_unknown: 'method',
  path_template: 'method',
  iam_unsigned: 'method',
  quota_spent: 'quota',
  throttle_key: 'throttle',
  throttle_stage: 'throttle',
  throttle_account: 'throttle',
  parameter_missing: 'validator',
  body_invalid: 'validator',
  media_type: 'mapping',
  request_too_large: 'request',
  uri_too_long: 'request',
  authorization_signed: 'endpoint_policy',
  authorizer_says_no: 'authorizer',
  authorizer_broken: 'authorizer',
  upstream_slow: 'upstream',
  upstream_refuses: 'upstream',
  upstream_tls: 'upstream',
  upstream_name: 'upstream',
  mapping_invalid: 'mapping',
  gateway_itself: 'gateway',
  upstream_rejects: 'upstream',
  upstream_credential: 'upstream',
  upstream_limit: 'upstream',
  upstream_fault: 'upstream',
  upstream_redirects: 'upstream',
  forward_proxy_set: 'caller',
  direct_call: 'host',
  outside_vpc: 'route',
  private_dns_off: 'dns',
  resolver_own: 'dns',
  name_mistyped: 'host',
  public_address: 'dns',
  security_group: 'security_group',
  subnet_route: 'route',
  port_wrong: 'host',
  ca_missing: 'caller',
  tls_inspected: 'tls',
  host_form_tls: 'host',
  clock_wrong: 'caller',
  revocation_offline: 'caller',
  tls_version: 'tls',
  client_impatient: 'caller',
  idle_connection: 'caller',
  stream_cut: 'upstream',
} as const satisfies Record<string, Hop>;

export type CauseId = keyof typeof causeHops;
export type Cause = { id: CauseId; hop: Hop; certainty: Certainty };

/** Causes of a meaning, most likely first. */
export type Draft = readonly (readonly [CauseId, Certainty])[];

export const upstreamSame = ['upstream_credential', 'possible'] as const;

/**
 * What is known where the paste says no more than its meaning (aws-facts B3). UNCONFIRMED, and so never more than
 * possible: that an unknown API, an unknown stage and a rule of WAF answer with the same body as a refused key.
 */
export const usual: Record<Meaning, Draft> = {
  key_refused: [
    ['key_missing', 'possible'],
    ['key_wrong', 'possible'],
    ['key_not_in_plan', 'possible'],
    ['key_fresh', 'possible'],
    ['api_unknown', 'possible'],
    ['stage_wrong', 'possible'],
    ['waf_rule', 'possible'],
  ],
  policy_denied: [
    ['method_not_allowed', 'possible'],
    ['resource_policy_silent', 'possible'],
    ['endpoint_policy_silent', 'possible'],
    ['policy_not_deployed', 'possible'],
  ],
  unknown_path: [
    ['path_unknown', 'possible'],
    ['stage_wrong', 'possible'],
    ['iam_unsigned', 'possible'],
  ],
  quota_spent: [['quota_spent', 'sure']],
  throttled: [
    ['throttle_key', 'possible'],
    ['throttle_stage', 'possible'],
    ['throttle_account', 'possible'],
  ],
  missing_parameter: [['parameter_missing', 'sure']],
  bad_body: [['body_invalid', 'sure']],
  bad_request: [
    ['parameter_missing', 'possible'],
    ['body_invalid', 'possible'],
  ],
  media_type: [['media_type', 'sure']],
  too_large: [['request_too_large', 'sure']],
  uri_too_long: [['uri_too_long', 'sure']],
  signature: [['authorization_signed', 'sure']],
  authorizer_refused: [['authorizer_says_no', 'sure']],
  authorizer_failed: [['authorizer_broken', 'sure']],
  waf: [['waf_rule', 'likely']],
  upstream_timeout: [['upstream_slow', 'sure']],
  upstream_unreachable: [
    ['upstream_refuses', 'possible'],
    ['upstream_tls', 'possible'],
  ],
  gateway_timeout: [
    ['upstream_slow', 'possible'],
    ['upstream_refuses', 'possible'],
    ['upstream_tls', 'possible'],
  ],
  gateway_failed: [
    ['upstream_name', 'possible'],
    ['mapping_invalid', 'possible'],
    ['gateway_itself', 'possible'],
  ],
  upstream_refused: [['upstream_rejects', 'sure']],
  upstream_auth: [['upstream_credential', 'sure']],
  upstream_limited: [['upstream_limit', 'sure']],
  upstream_failed: [['upstream_fault', 'sure']],
  upstream_redirect: [['upstream_redirects', 'sure']],
  served: [],
  status_403: [
    ['key_missing', 'possible'],
    ['key_wrong', 'possible'],
    ['resource_policy_silent', 'possible'],
    ['path_unknown', 'possible'],
    ['api_unknown', 'possible'],
    upstreamSame,
  ],
  status_429: [
    ['quota_spent', 'possible'],
    ['throttle_key', 'possible'],
    ['throttle_account', 'possible'],
    ['upstream_limit', 'possible'],
  ],
  status_4xx: [
    ['upstream_rejects', 'possible'],
    ['parameter_missing', 'possible'],
  ],
  status_5xx: [
    ['upstream_fault', 'possible'],
    ['upstream_name', 'possible'],
    ['gateway_itself', 'possible'],
  ],
  request_id: [],
  forward_proxy: [['forward_proxy_set', 'sure']],
  tls_revocation: [['revocation_offline', 'likely']],
  tls_name: [
    ['host_form_tls', 'possible'],
    ['tls_inspected', 'possible'],
  ],
  tls_expired: [
    ['clock_wrong', 'possible'],
    ['tls_inspected', 'possible'],
  ],
  tls_untrusted: [
    ['ca_missing', 'possible'],
    ['tls_inspected', 'possible'],
  ],
  dns_failed: [
    ['outside_vpc', 'possible'],
    ['private_dns_off', 'possible'],
    ['resolver_own', 'possible'],
    ['name_mistyped', 'possible'],
  ],
  connect_timeout: [
    ['security_group', 'possible'],
    ['subnet_route', 'possible'],
    ['public_address', 'possible'],
  ],
  connect_refused: [['port_wrong', 'likely']],
  no_route: [
    ['subnet_route', 'possible'],
    ['public_address', 'possible'],
  ],
  read_timeout: [
    ['client_impatient', 'possible'],
    ['security_group', 'possible'],
  ],
  tls_failed: [
    ['tls_version', 'possible'],
    ['tls_inspected', 'possible'],
  ],
  reset: [
    ['idle_connection', 'possible'],
    ['stream_cut', 'possible'],
    ['tls_inspected', 'possible'],
  ],
};
