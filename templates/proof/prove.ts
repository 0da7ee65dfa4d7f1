import { arrivalsFrom, type Place } from './callers';
import {
  type Call,
  endpointLayer,
  type Finding,
  layersOf,
  mentionedIds,
  mentionedMethods,
  methodArn,
  type ProofInput,
} from './layers';

/** A caller and what becomes of its calls; or this VPC and what it can reach beside the proxy. */
export type ProofRow = Finding &
  ({ about: 'caller'; place: Place; hasKey: boolean } | { about: 'foreignApi' });

const places: readonly Place[] = [
  'thisEndpoint',
  'otherEndpoint',
  'peeredVpc',
  'otherVpc',
  'otherAccount',
  'internet',
];

/** The empty path has a resource of its own. A policy that tells methods apart is asked about each that it names. */
function callsFor(input: ProofInput): Call[] {
  const named = mentionedMethods(input).flatMap((method) =>
    ['/', '/orders/1'].map((path) => ({ method, path })),
  );
  return [{ method: 'GET', path: '/' }, { method: 'POST', path: '/orders/1' }, ...named];
}

/**
 * Who can call a proxy, computed from its template by the evaluator. A row is allowed if any call of any such caller
 * passes, and depends where that rests on what nobody told us; a stranger's own endpoint policy is taken to allow
 * all. Calls are unsigned, so nobody has a name. Total: a policy that cannot be read is unknown.
 */
export function proveAccess(
  input: ProofInput,
  tried: readonly Call[] = callsFor(input),
): ProofRow[] {
  const callers = places.flatMap((place) =>
    [true, false].map((hasKey): ProofRow => {
      const arrivals = arrivalsFrom(place, input.home, mentionedIds(input));
      const findings = arrivals.flatMap((arrival) =>
        tried.map((call) => finding(layersOf(input, place, arrival, call, hasKey))),
      );
      return { about: 'caller', place, hasKey, ...worst(findings) };
    }),
  );
  return [...callers, { about: 'foreignApi', ...foreignApi(input) }];
}

/** Whether this VPC's endpoint leads to an API that somebody else owns and opened to everybody. */
function foreignApi({ endpoint, home, where }: ProofInput): Finding {
  const accountId = where.accountId === '999999999999' ? '888888888888' : '999999999999';
  const foreign = { ...where, accountId };
  const resource = methodArn(foreign, 'zzzzzzzzzz', 'any', { method: 'POST', path: '/' });
  const [arrival] = arrivalsFrom('thisEndpoint', home, []);
  return finding([endpointLayer(endpoint, arrival, resource)]);
}

/** One refusal refuses; what nobody knows comes next; else the last layer that was asked has let it pass. */
function finding(layers: readonly Finding[]): Finding {
  const passed = layers.filter(({ by }) => by.layer !== 'securityGroup');
  const decisive =
    layers.find(({ verdict }) => verdict === 'refused') ??
    layers.find(({ verdict }) => verdict === 'depends') ??
    passed.at(-1);
  return decisive ?? { verdict: 'depends', by: { layer: 'unknown', what: 'resourcePolicy' } };
}

/**
 * For whoever fears access: what is allowed counts before what may be. Of refusals the one for want of a key, which
 * comes last: it is what stops a call that is otherwise right, by a method that passes.
 */
function worst(findings: readonly Finding[]): Finding {
  const found = (['allowed', 'depends', 'refused'] as const).flatMap((verdict) =>
    findings.filter((it) => it.verdict === verdict),
  );
  const [first = finding([])] = found;
  return first.verdict === 'refused'
    ? (found.find(({ by }) => by.layer === 'apiKey') ?? first)
    : first;
}
