import type { MethodRow } from '../aws/gateway';
import { broken, contradicted, unknown, whole } from './hop';
import type { DoctorFacts, FaultName, Hop } from './types';
import { didReach } from './upstream-hop';

type Integration = NonNullable<MethodRow['integration']>;
type Saved = DoctorFacts['place']['upstream'];

/**
 * Whether calls have to bring what they need, and nothing else. Without the upstream's own header its mapping is
 * skipped, and the gateway's key goes out instead.
 */
export function validator({ gateway, place }: DoctorFacts): Hop {
  if (!gateway) return unknown('validator', 'gateway');
  const { apiKeyHeader } = place.upstream;
  const wanted = apiKeyHeader && `method.request.header.${apiKeyHeader}`;
  for (const [name, { requestParameters, validatorId }] of Object.entries(gateway.methods)) {
    const demanded = Object.keys(requestParameters).filter(
      // A path always has its parameters.
      (it) => validatorId !== null && requestParameters[it] && !/^method\.request\.path\./.test(it),
    );
    const extra = demanded.find((it) => it.toLowerCase() !== wanted);
    if (extra) return broken('validator', 'headerDemanded', `${name}: ${extra}`);
    if (wanted && demanded.length === 0)
      return broken('validator', 'headerNotDemanded', `${name}: ${wanted}`);
  }
  return whole('validator', wanted ?? '–');
}

/** Whether every method leads to the upstream that is saved, as it is saved. */
export function integration({ gateway, place }: DoctorFacts): Hop {
  if (!gateway) return unknown('integration', 'gateway');
  const methods = Object.entries(gateway.methods);
  if (methods.length === 0) return broken('integration', 'noIntegration', place.restApiId);
  for (const [name, { integration: found }] of methods) {
    const fault = faultOf(name, found, place.upstream);
    if (fault) return broken('integration', fault, `${name} → ${shown(found)}`);
  }
  return whole('integration', place.upstream.url);
}

function faultOf(name: string, found: Integration | null, saved: Saved): FaultName | null {
  if (!found?.uri) return 'noIntegration';
  if (hostOf(found.uri) !== hostOf(saved.url)) return 'otherHost';
  if (found.uri !== saved.url && !found.uri.startsWith(`${saved.url}/`)) return 'otherPath';
  if (name.startsWith('ANY ') && found.httpMethod !== 'ANY') return 'methodForced';
  if (saved.mode === 'stream' && found.transferMode !== 'STREAM') return 'notStreamed';
  return null;
}

function hostOf(uri: string): string | null {
  // Placeholders such as {proxy} stand in the path only.
  return /^https?:\/\/([^/?#]+)/.exec(uri)?.[1]?.toLowerCase() ?? null;
}

function shown(found: Integration | null): string {
  if (!found) return '–';
  return [found.httpMethod, found.uri, found.transferMode].filter(Boolean).join(' ');
}

/** Whether the path reaches the upstream, and the gateway's key does not. */
export function mapping({ gateway, probe }: DoctorFacts): Hop {
  if (!gateway) return unknown('mapping', 'gateway');
  for (const [name, { integration: found }] of Object.entries(gateway.methods)) {
    if (!found) continue;
    const { requestParameters, uri } = found;
    const isMapped = requestParameters[pathMapping] === 'method.request.path.proxy';
    if (name.endsWith('/{proxy+}') && !(uri.includes('{proxy}') && isMapped))
      return broken('mapping', 'pathUnmapped', `${name} → ${uri}`);
    if (!requestParameters[keyMapping])
      return broken('mapping', 'keyLeaks', `${name}: ${keyMapping}`);
  }
  const byMethods = whole('mapping', `${pathMapping}, ${keyMapping}`);
  // An upstream that echoes what it was sent tells what no configuration does.
  if (!probe?.mirror?.hasKey) return byMethods;
  return contradicted(probe, byMethods, 'keyLeaks', 'x-api-key');
}

const pathMapping = 'integration.request.path.proxy';
const keyMapping = 'integration.request.header.x-api-key';

/** Whether an answer may take as long as is saved. What the last one took stands beside it. */
export function timeout({ gateway, place, probe }: DoctorFacts): Hop {
  if (!gateway) return unknown('timeout', 'gateway');
  const saved = place.upstream.timeoutMs;
  const cut = Object.entries(gateway.methods).find(
    ([, { integration: found }]) => found && found.timeoutMs < saved,
  );
  if (cut)
    return broken(
      'timeout',
      'timeoutCut',
      `${cut[0]}: ${cut[1].integration?.timeoutMs} ms < ${saved} ms`,
    );
  const waited = probe && didReach(probe) ? probe.phases.wait : null;
  return whole('timeout', waited === null ? `${saved} ms` : `${Math.round(waited)} / ${saved} ms`);
}
