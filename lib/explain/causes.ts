import type { AnsweredBy, Judged, Meaning } from './meanings';
import { isPrivateAddress } from './read-call';
import type { Certainty, Hop, Reading } from './types';

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

type Draft = readonly (readonly [CauseId, Certainty])[];

/** The causes of a meaning, most likely first; never empty but for an answer without a fault and a bare id. */
export function causesOf({ meaning, answeredBy }: Judged, reading: Reading): Cause[] {
  const draft = narrow(meaning, answeredBy, reading) ?? usual[meaning];
  const shown = answeredBy === 'unclear' ? draft.map(doubted) : draft;
  return shown.map(([id, certainty]) => ({ id, hop: causeHops[id], certainty }));
}

/** Where both could have written the answer, nothing is sure. */
function doubted([id, certainty]: Draft[number]): Draft[number] {
  return [id, certainty === 'sure' ? 'likely' : certainty];
}

const upstreamSame = ['upstream_credential', 'possible'] as const;

/** What is known where the paste says no more than its meaning. */
const usual: Record<Meaning, Draft> = {
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

/** What the call in the paste adds; null where it adds nothing. */
function narrow(meaning: Meaning, by: AnsweredBy, reading: Reading): Draft | null {
  const { call } = reading;
  // The SDK calls the upstream itself, which has no way to be reached from such a VPC.
  if (call.form === 'other' && by === 'nobody' && meaning !== 'forward_proxy') {
    return [['direct_call', 'likely'], ...usual[meaning]];
  }
  switch (meaning) {
    case 'key_refused':
      return keyRefused(reading, by);
    case 'policy_denied':
      return policyDenied(reading.message ?? '', reading.code !== null);
    case 'unknown_path':
      return call.path?.includes('{') ? [['path_template', 'likely'], ...usual.unknown_path] : null;
    case 'throttled':
      return by === 'unclear' ? [...usual.throttled, ['upstream_limit', 'possible']] : null;
    case 'gateway_failed':
      return by === 'unclear' ? [...usual.gateway_failed, ['upstream_fault', 'possible']] : null;
    case 'authorizer_refused':
      return by === 'unclear' ? [upstreamSame, ['authorizer_says_no', 'possible']] : null;
    case 'connect_timeout':
    case 'no_route':
      return unreached(meaning, call.address);
    case 'dns_failed':
      return unresolved(reading);
    case 'tls_name':
      return call.form === 'endpoint-host' || call.form === 'endpoint-alias'
        ? null
        : [['tls_inspected', 'likely']];
    default:
      return null;
  }
}

function keyRefused({ call, code }: Reading, by: AnsweredBy): Draft {
  const rest: Draft = [
    ['key_wrong', 'possible'],
    ['key_not_in_plan', 'possible'],
    ['key_fresh', 'possible'],
    // A body of ours is made by the API: the API was found then, and its stage.
    ...(code === null
      ? ([
          ['api_unknown', 'possible'],
          ['stage_wrong', 'possible'],
          ['waf_rule', 'possible'],
        ] as const)
      : []),
    ...(by === 'unclear' ? [upstreamSame] : []),
  ];
  if (call.form === 'endpoint-host' && call.namesApi === false && code === null) {
    return [['host_without_id', 'sure']];
  }
  if (call.key === 'absent')
    return [['key_missing', code === null ? 'likely' : 'sure'], ...unlessOurs(code, rest)];
  if (call.key === 'placeholder')
    return [['key_placeholder', code === null ? 'likely' : 'sure'], ...unlessOurs(code, rest)];
  if (call.key === 'malformed') return [['key_malformed', 'likely'], ...rest];
  if (call.key === 'sent') return rest;
  return [['key_missing', 'possible'], ...rest];
}

/** With a body of ours and no key, nothing else can be the reason. */
function unlessOurs(code: string | null, rest: Draft): Draft {
  return code === null ? rest.filter(([id]) => !id.startsWith('key_')) : [];
}

/** The tail of AWS's sentence names the policy; that of an endpoint policy is UNCONFIRMED (aws-facts B3). */
function policyDenied(message: string, isOurs: boolean): Draft | null {
  if (/explicit deny in a resource-based policy/.test(message))
    return [['resource_policy_deny', 'sure']];
  if (/explicit deny in a VPC endpoint policy/.test(message))
    return [['endpoint_policy_deny', 'likely']];
  if (/explicit deny/.test(message)) {
    return [
      ['resource_policy_deny', 'possible'],
      ['endpoint_policy_deny', 'possible'],
    ];
  }
  if (message !== '' && !isOurs) return usual.policy_denied;
  return [
    ['resource_policy_deny', 'possible'],
    ...usual.policy_denied,
    ['endpoint_policy_deny', 'possible'],
  ];
}

function unreached(meaning: 'connect_timeout' | 'no_route', address: string | null): Draft | null {
  if (address === null) return null;
  return isPrivateAddress(address)
    ? usual[meaning].filter(([id]) => id !== 'public_address')
    : [['public_address', 'likely']];
}

/** The endpoint's own name and the alias resolve anywhere; only the plain one needs private DNS (developer guide). */
function unresolved({ call }: Reading): Draft | null {
  if (call.form === 'endpoint-host' || call.form === 'endpoint-alias') {
    return [
      ['name_mistyped', 'likely'],
      ['resolver_own', 'possible'],
    ];
  }
  return null;
}
