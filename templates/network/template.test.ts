import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Template } from '../cloudformation';
import { createdNetworkSpecInputs, networkSpecInputs } from '../testing/arbitraries';
import * as specs from '../testing/specs';
import type { NetworkSpec, NetworkSpecInput } from './spec';
import { absentOutput, renderNetworkTemplate } from './template';

type Rule = { FromPort?: number; CidrIp?: string; DestinationSecurityGroupId?: unknown };

describe('every network', () => {
  it('has the outputs that were promised, none of them empty', () => {
    forEveryNetwork((_, template) => {
      expect(Object.keys(template.Outputs)).toEqual(
        'VpcId SubnetIds EndpointId EndpointDnsName ClientSecurityGroupId ProbeFunctionName'.split(
          ' ',
        ),
      );
      for (const { Value } of Object.values(template.Outputs)) expect(Value).toBeTruthy();
    });
  });

  it('makes no way to the internet', () => {
    forEveryNetwork((_, template) => {
      const types = Object.values(template.Resources).map(({ Type }) => Type);
      expect(types.filter((type) => /Gateway|::Route$|::EIP/.test(type))).toEqual([]);
    });
  });

  it('lets clients and endpoint out nowhere but to the endpoint', () => {
    forEveryNetwork((_, template) => {
      for (const { Properties } of ofType(template, 'AWS::EC2::SecurityGroup')) {
        for (const rule of (Properties?.SecurityGroupEgress ?? []) as Rule[]) {
          const isNowhere = rule.CidrIp === '127.0.0.1/32';
          const isEndpoint = rule.FromPort === 443 && rule.CidrIp !== '0.0.0.0/0';
          expect(isNowhere || isEndpoint).toBe(true);
        }
      }
    });
  });

  it('has one endpoint at most, for this account only, and none where it adopts one', () => {
    forEveryNetwork(({ vpc }, template) => {
      const endpoints = ofType(template, 'AWS::EC2::VPCEndpoint');
      const isAdopted = 'id' in vpc && vpc.endpointId !== null;
      expect(endpoints).toHaveLength(isAdopted ? 0 : 1);
      for (const { Properties } of endpoints) {
        expect(Properties).toMatchObject({ PrivateDnsEnabled: true, VpcEndpointType: 'Interface' });
        expect(JSON.stringify(Properties?.PolicyDocument)).toContain(
          `execute-api:\${AWS::Region}:\${AWS::AccountId}:*`,
        );
      }
    });
  });

  it('changes nothing shared but the groups it was given', () => {
    forEveryNetwork(({ vpc }, template) => {
      if (!('id' in vpc) || vpc.endpointId === null) return;
      const changed = ofType(template, 'AWS::EC2::SecurityGroupIngress').map(
        ({ Properties }) => Properties?.GroupId,
      );
      expect(changed).toEqual(vpc.endpointSecurityGroupIds);
    });
  });
});

describe('a network of its own', () => {
  it('has DNS, a subnet in each zone, and a route table without routes', () => {
    const template = render(specs.minimalNetwork);
    expect(template.Resources.Vpc?.Properties).toMatchObject({
      CidrBlock: '10.0.0.0/16',
      EnableDnsSupport: true,
      EnableDnsHostnames: true,
    });
    const subnets = ofType(template, 'AWS::EC2::Subnet').map(({ Properties }) => Properties);
    expect(subnets).toMatchObject([
      { AvailabilityZone: 'ap-northeast-1a', CidrBlock: '10.0.0.0/24', MapPublicIpOnLaunch: false },
      { AvailabilityZone: 'ap-northeast-1c', CidrBlock: '10.0.1.0/24', MapPublicIpOnLaunch: false },
    ]);
    expect(ofType(template, 'AWS::EC2::SubnetRouteTableAssociation')).toHaveLength(2);
  });

  it('stands in the zones that were asked for', () => {
    const offered = ['ap-northeast-1a', 'ap-northeast-1c', 'ap-northeast-1d'];
    fc.assert(
      fc.property(createdNetworkSpecInputs(offered), (input) => {
        const subnets = ofType(render(input), 'AWS::EC2::Subnet');
        const azs = 'azs' in input.vpc ? input.vpc.azs : [];
        expect(subnets.map(({ Properties }) => Properties?.AvailabilityZone)).toEqual(azs);
      }),
    );
  });

  it('has no probe, role or log when it wants none', () => {
    const template = render({ ...specs.minimalNetwork, probe: false });
    expect(Object.keys(template.Resources).filter((id) => id.startsWith('Probe'))).toEqual([]);
    expect(template.Outputs.ProbeFunctionName?.Value).toBe(absentOutput);
  });

  it('keeps the name its owner gave it', () => {
    const tags = render(specs.fullNetwork).Resources.Vpc?.Properties?.Tags as { Key: string }[];
    expect(tags.filter(({ Key }) => Key === 'Name')).toEqual([
      { Key: 'Name', Value: 'edge-egress' },
    ]);
  });
});

describe('a probe', () => {
  it('outlives the longest buffered call, and reserves no concurrency', () => {
    const { Properties } = render(specs.minimalNetwork).Resources.ProbeFunction ?? {};
    expect(Properties?.Timeout).toBeGreaterThanOrEqual(29 + 5);
    expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(Properties).not.toHaveProperty('Environment');
  });
});

function forEveryNetwork(check: (spec: NetworkSpec, template: Template) => void) {
  fc.assert(
    fc.property(networkSpecInputs(), (input) => {
      const spec = specs.specOf(input) as NetworkSpec;
      check(spec, renderNetworkTemplate(spec));
    }),
  );
}

function render(input: NetworkSpecInput): Template {
  return renderNetworkTemplate(specs.specOf(input) as NetworkSpec);
}

function ofType(template: Template, type: string) {
  return Object.values(template.Resources).filter(({ Type }) => Type === type);
}
