import type { EndpointFacts } from '@/templates/proof/endpoint';
import { type ProofRow, proveAccess } from '@/templates/proof/prove';
import type { Where } from '@/templates/proof/where';
import type { ProxySpec } from '@/templates/proxy/spec';
import { renderProxyTemplate } from '@/templates/proxy/template';
import type { AnyTemplate } from '@/templates/resolve';

/** One row of the table of who can call. `isMeant` is false where a spec asks for nobody to be let in. */
export type ProvedRow = ProofRow & { isMeant: boolean };

export type Proof = {
  rows: ProvedRow[];
  /** What was read: the template CloudFormation holds, or where that is not to be had, what the spec renders. */
  basis: 'template' | 'spec';
};

/** Who can call the proxy. Without a key only its own VPC is of interest: everybody else is refused sooner. */
export function proofOf({
  spec,
  template,
  endpoint,
  where,
  restApiId = null,
}: {
  spec: ProxySpec;
  /** Null where only the spec is known. */
  template: AnyTemplate | null;
  endpoint: EndpointFacts;
  where: Where;
  restApiId?: string | null;
}): Proof {
  const rows = proveAccess({
    template: template ?? renderProxyTemplate(spec),
    home: { vpcId: spec.network.vpcId, endpointId: spec.network.endpointId },
    endpoint,
    where,
    restApiId,
  });
  return {
    rows: rows
      .filter((row) => row.about !== 'caller' || row.hasKey || isOfInterest(row))
      .map((row) => ({ ...row, isMeant: isMeant(row, spec) })),
    basis: template ? 'template' : 'spec',
  };
}

function isOfInterest(row: ProofRow & { about: 'caller' }): boolean {
  return row.place === 'thisEndpoint' || row.verdict !== 'refused';
}

function isMeant(row: ProofRow, { access }: ProxySpec): boolean {
  if (row.about !== 'caller' || !row.hasKey) return false;
  return row.place === 'thisEndpoint' || (row.place === 'otherEndpoint' && access === 'vpc');
}
