import { describe, expect, it } from 'vitest';
import { proxySpecSchema } from '@/templates/proxy/spec';
import type { Upstream } from './types';
import { callersByHost, isOverdue } from './usage';

const callerOf = (name: string, url: string | null) => ({
  ...{ name, team: 'payments' },
  spec:
    url === null
      ? null
      : proxySpecSchema.parse({
          ...{ kind: 'proxy', name, team: 'payments', owner: 'dev@example.com' },
          network: {
            ...{ name: 'main', vpcId: 'vpc-0123456789abcdef0' },
            endpointId: 'vpce-0123456789abcdef0',
          },
          upstream: { url },
        }),
});

describe('who calls a host', () => {
  it('is every proxy to it, whatever the path, and none whose spec is not known', () => {
    const callers = callersByHost([
      callerOf('one', 'https://api.example.com/v1'),
      callerOf('two', 'https://API.example.com'),
      callerOf('other', 'https://example.com'),
      callerOf('unread', null),
    ]);
    const names = (host: string) => callers.get(host)?.map(({ name }) => name);
    expect(names('api.example.com')).toEqual(['one', 'two']);
    expect(names('example.com')).toEqual(['other']);
    expect([...callers.keys()]).toHaveLength(2);
  });
});

describe('a review', () => {
  const upstream = { state: 'approved', reviewOn: '2027-01-31' } as Upstream;

  it('is overdue from the day after its own, and not on it', () => {
    expect(isOverdue(upstream, '2027-01-31')).toBe(false);
    expect(isOverdue(upstream, '2027-02-01')).toBe(true);
  });

  it.each(['proposed', 'declined', 'retired'] as const)(
    'is nobody’s to make where it is %s',
    (state) => {
      expect(isOverdue({ ...upstream, state }, '2030-01-01')).toBe(false);
    },
  );
});
