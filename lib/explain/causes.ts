import type { AnsweredBy, Judged, Meaning } from './meanings';
import { isPrivateAddress } from './read-call';
import type { Reading } from './types';
import { type Cause, causeHops, type Draft, upstreamSame, usual } from './usual-causes';

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
