import { describe, expect, it } from 'vitest';
import type { ApiSettings } from '../aws/rest-apis';
import { templateOfApi } from './existing';
import { lint } from './lint';

const open = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

const settings: ApiSettings = {
  apiId: 'abcdefghij',
  name: 'shop',
  description: '',
  binaryMediaTypes: [],
  ipAddressType: null,
  keySource: 'HEADER',
  endpointTypes: ['PRIVATE'],
  vpcEndpointIds: ['vpce-1'],
  policy: JSON.stringify({ Statement: [open] }),
  tags: { team: 'shop' },
  resources: [
    { resourceId: 'r', parentId: null, pathPart: null, path: '/', methods: [] },
    { resourceId: 'a', parentId: 'r', pathPart: 'a-b', path: '/a-b', methods: [] },
    { resourceId: 'b', parentId: 'r', pathPart: 'a_b', path: '/a_b', methods: [] },
    { resourceId: 'c', parentId: 'a', pathPart: '{id}', path: '/a-b/{id}', methods: [] },
  ],
  stages: [],
  plans: [],
};

const network = (policy: object | null) => ({
  vpcs: [{ vpcId: 'vpc-1', label: null, cidr: '', dnsSupport: true, dnsHostnames: false }],
  endpoints: [
    {
      endpointId: 'vpce-1',
      vpcId: 'vpc-1',
      privateDns: true,
      state: 'available',
      securityGroupIds: [],
      subnetIds: ['subnet-1'],
      dnsNames: [],
      policy: policy && JSON.stringify(policy),
    },
  ],
});

const found = (policy: object | null) =>
  lint(templateOfApi(settings, network(policy))).findings.map(
    ({ rule, subject }) => `${subject}: ${rule}`,
  );

describe('an API that exists, as CloudFormation', () => {
  it('has a name of its own for every path, and each names its parent', () => {
    const text = templateOfApi(settings, null);
    expect(lint(text).resources).toBe(4);
    expect(text).toContain('ABPath2:');
    expect(text).toMatch(/ABIdPath:[\s\S]*ParentId: !Ref ABPath\n/);
  });

  it('brings the endpoint and the VPC along, whose traps are told at them', () => {
    const others = ['Vpc1: no-dns-hostnames', 'Endpoint1: one-zone'];
    expect(found({ Statement: [{ ...open, Action: 'execute-api:Invoke' }] })).toEqual(others);
  });

  it('takes the policy that EC2 tells where nobody wrote one for none', () => {
    for (const policy of [null, { Statement: [open] }, { Statement: open }])
      expect(found(policy)).toContain('Endpoint1: open-endpoint-policy');
    const condition = { StringEquals: { 'aws:ResourceOrgID': 'o-1' } };
    expect(found({ Statement: [{ ...open, Condition: condition }] })).not.toContain(
      'Endpoint1: open-endpoint-policy',
    );
  });
});
