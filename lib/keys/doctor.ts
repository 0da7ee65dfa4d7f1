import type { GatewayRow } from '../aws/gateway';

/** From the key to the call, in the order in which API Gateway asks. */
export const links = ['key', 'enabled', 'plan', 'stage', 'deployed', 'method', 'source'] as const;
export type Link = (typeof links)[number];

/**
 * What one link was found to be. A broken one says what callers meet: a refusal, or being let through unmetered. Those
 * after the first broken one are told too, but it is the first that is mended.
 */
export type LinkFinding = {
  link: Link;
  isWhole: boolean;
  /** What was seen, in AWS's own names: ids, paths, settings. */
  evidence: string;
};

export type Diagnosis = {
  findings: LinkFinding[];
  /** The first that is broken; null where the key opens the proxy. */
  broken: Link | null;
};

export type Association = {
  row: Pick<GatewayRow, 'api' | 'stage' | 'plan' | 'methods' | 'keys'>;
  keyId: string;
  usagePlanId: string;
  restApiId: string;
  stage: string;
};

/**
 * Whether a key opens the proxy: key ↔ plan ↔ stage ↔ method, as API Gateway says that they are, whatever the template
 * says. One wrong link and callers get the same bare 403 for all of them, or, where no method asks for a key, no
 * metering at all. Methods are the API's configuration: whether its last deployment holds the same, AWS does not tell
 * (GetDeployment's apiSummary is of the snapshot, and is not read).
 */
export function diagnose({ row, keyId, usagePlanId, restApiId, stage }: Association): Diagnosis {
  const key = row.keys[keyId] ?? null;
  const stages = row.plan?.apiStages ?? [];
  const open = Object.entries(row.methods).filter(([, method]) => !method.isKeyRequired);
  const count = Object.keys(row.methods).length;
  const findings: LinkFinding[] = [
    finding('key', key !== null, keyId),
    finding('enabled', key?.isEnabled === true, `enabled: ${key?.isEnabled ?? '–'}`),
    finding('plan', key?.isInPlan === true, `${keyId} → ${usagePlanId}`),
    finding(
      'stage',
      stages.some((it) => it.apiId === restApiId && it.stage === stage),
      row.plan ? stages.map((it) => `${it.apiId}:${it.stage}`).join(', ') || '–' : usagePlanId,
    ),
    finding('deployed', Boolean(row.stage?.deploymentId), row.stage?.deploymentId || stage),
    finding(
      'method',
      count > 0 && open.length === 0,
      (open.length > 0 ? open : Object.entries(row.methods)).map(([name]) => name).join(', ') ||
        '–',
    ),
    finding('source', row.api?.keySource === 'HEADER', row.api?.keySource ?? restApiId),
  ];
  return { findings, broken: findings.find(({ isWhole }) => !isWhole)?.link ?? null };
}

/** What a diagnosis found of one link. */
export function linkOf(links: Diagnosis, name: Link): { holds: boolean; evidence: string } {
  const found = links.findings.find((it) => it.link === name);
  return { holds: found?.isWhole ?? false, evidence: found?.evidence ?? '–' };
}

function finding(link: Link, isWhole: boolean, evidence: string): LinkFinding {
  return { link, isWhole, evidence };
}
