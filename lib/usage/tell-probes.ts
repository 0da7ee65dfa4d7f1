import { methodsOf } from '@/templates/proxy/http-methods';
import type { ProxySpec } from '@/templates/proxy/spec';
import { hourMs } from './calendar';
import type { HourCount } from './traffic';

/** What tells a proxy's probes from its consumers. `sendsNoKey`: with each call goes one without a key. */
export type ProbeMarks = { probeKeyId: string | undefined; sendsNoKey: boolean };

/** A probe asks without a key only where the resource policy lets that request through to the key (lib/probes). */
export function probeMarksOf({
  outputs,
  spec,
}: {
  outputs: Record<string, string>;
  spec: Pick<ProxySpec, 'upstream'> | null;
}): ProbeMarks {
  const sendsNoKey = spec !== null && methodsOf(spec.upstream).includes('GET');
  return { probeKeyId: outputs.ProbeKeyId, sendsNoKey };
}

type Row = Pick<HourCount, 'hour' | 'keyId' | 'outcome' | 'count'>;

/**
 * An access log's hours, consumers' and probes' told apart. A probe's calls name its key. Beside each it is refused once
 * without a key, on purpose, and nothing in the log tells that from somebody who forgot the key: as many refusals as the
 * probe made calls are taken for its own, in their hour or the next (INFERENCE).
 */
export function tellProbes<Hour extends Row>(
  hours: readonly Hour[],
  { probeKeyId, sendsNoKey }: ProbeMarks,
): { consumers: Hour[]; probes: Hour[] } {
  const isProbe = ({ keyId }: Row) => keyId !== null && keyId === probeKeyId;
  const probes = hours.filter(isProbe);
  const checks = new Map<number, number>();
  for (const { hour, count } of sendsNoKey ? probes : [])
    checks.set(hour.getTime(), (checks.get(hour.getTime()) ?? 0) + count);
  const consumers: Hour[] = [];
  for (const row of hours) {
    if (isProbe(row)) continue;
    let own = 0;
    if (row.keyId === null && row.outcome === 'key_refused') {
      for (const at of [row.hour.getTime() - hourMs, row.hour.getTime()]) {
        const taken = Math.min(row.count - own, checks.get(at) ?? 0);
        checks.set(at, (checks.get(at) ?? 0) - taken);
        own += taken;
      }
    }
    if (own > 0) probes.push({ ...row, count: own });
    if (own < row.count) consumers.push({ ...row, count: row.count - own });
  }
  return { consumers, probes };
}
