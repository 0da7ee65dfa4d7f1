import { describe, expect, it } from 'vitest';
import { invokeForms } from './invoke';
import { isPending, pendingEndpointId, pendingVpcId } from './pending';

const place = {
  restApiId: 'a1b2c3',
  region: 'ap-northeast-1',
  stage: 'live',
  endpointId: 'vpce-0123',
  endpointDnsName: 'vpce-0123-xyz.execute-api.ap-northeast-1.vpce.amazonaws.com',
  privateDns: true,
};

describe('the ways to call a proxy', () => {
  it('are three, best first', () => {
    expect(invokeForms(place)).toEqual([
      {
        id: 'private-dns',
        url: 'https://a1b2c3.execute-api.ap-northeast-1.amazonaws.com/live',
        headers: {},
      },
      {
        id: 'endpoint-alias',
        url: 'https://a1b2c3-vpce-0123.execute-api.ap-northeast-1.amazonaws.com/live',
        headers: {},
      },
      {
        id: 'endpoint-host',
        url: 'https://vpce-0123-xyz.execute-api.ap-northeast-1.vpce.amazonaws.com/live',
        headers: { 'x-apigw-api-id': 'a1b2c3' },
      },
    ]);
  });

  it('are fewer where one does not apply', () => {
    const forms = invokeForms({ ...place, privateDns: false, endpointDnsName: null });
    expect(forms.map(({ id }) => id)).toEqual(['endpoint-alias']);
  });

  it('end otherwise in China', () => {
    const [form] = invokeForms({ ...place, region: 'cn-north-1' });
    expect(form?.url).toBe('https://a1b2c3.execute-api.cn-north-1.amazonaws.com.cn/live');
  });
});

describe('a pending network', () => {
  it.each([
    [pendingVpcId, 'vpce-01234567', true],
    ['vpc-01234567', pendingEndpointId, true],
    ['vpc-01234567', 'vpce-01234567', false],
  ])('is told by either id: %s %s', (vpcId, endpointId, expected) => {
    expect(isPending({ network: { vpcId, endpointId } })).toBe(expected);
  });
});
