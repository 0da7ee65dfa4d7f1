import { describe, expect, it } from 'vitest';
import type { ProxySpec } from '@/templates/proxy/spec';
import { isMine, labelOf } from './mine';

const spec = {
  keys: { a: { consumer: '', owner: '' }, b: { consumer: 'nightly', owner: 'Kim@example.com' } },
} as unknown as ProxySpec;
const proxy = { team: 'payments', owner: 'dev@example.com', spec };
const kim = { email: 'kim@example.com', teams: [] };

describe('my keys', () => {
  it('are those of my team and of the proxies that I own', () => {
    const ben = { email: 'ben@example.com', teams: ['payments'] };
    const owner = { email: 'DEV@example.com', teams: [] };
    const stranger = { email: 'chie@example.com', teams: ['search'] };
    const who = [ben, owner, stranger];
    expect(who.map((each) => isMine(each, proxy, 'A'))).toEqual([true, true, false]);
    expect(isMine(ben, { ...proxy, spec: null }, 'A')).toBe(true);
  });

  it('are also single keys that are labelled as mine, and not their neighbours', () => {
    expect(isMine(kim, proxy, 'B')).toBe(true);
    expect(isMine(kim, proxy, 'A')).toBe(false);
    expect(isMine(kim, { ...proxy, spec: null }, 'B')).toBe(false);
  });

  it('have the proxy’s owner where no label says another', () => {
    expect(labelOf(proxy, 'A')).toEqual({ consumer: '', owner: 'dev@example.com' });
    expect(labelOf(proxy, 'B')).toEqual({ consumer: 'nightly', owner: 'Kim@example.com' });
  });
});
