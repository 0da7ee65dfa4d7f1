export type InvokeForm = {
  id: 'private-dns' | 'endpoint-alias' | 'endpoint-host';
  /** Base URL without a trailing slash; the first path segment is the stage. */
  url: string;
  /** Headers this form needs besides the key. */
  headers: Record<string, string>;
};

export type InvokePlace = {
  restApiId: string;
  region: string;
  stage: string;
  endpointId: string;
  /** The endpoint's own DNS name; null where it is not known. */
  endpointDnsName: string | null;
  privateDns: boolean;
};

/**
 * The URLs a proxy can be called by, best first, only those that apply. The first works in the endpoint's VPC; the
 * second without private DNS too; the third from wherever the endpoint's interfaces can be reached, peered networks
 * included (API Gateway developer guide, "Invoke a private API").
 */
export function invokeForms(place: InvokePlace): InvokeForm[] {
  const { endpointDnsName, endpointId, privateDns, region, restApiId, stage } = place;
  const host = `execute-api.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`;
  const forms: InvokeForm[] = [];
  if (privateDns) {
    forms.push({ id: 'private-dns', url: `https://${restApiId}.${host}/${stage}`, headers: {} });
  }
  forms.push({
    id: 'endpoint-alias',
    url: `https://${restApiId}-${endpointId}.${host}/${stage}`,
    headers: {},
  });
  if (endpointDnsName !== null) {
    forms.push({
      id: 'endpoint-host',
      url: `https://${endpointDnsName}/${stage}`,
      headers: { 'x-apigw-api-id': restApiId },
    });
  }
  return forms;
}
