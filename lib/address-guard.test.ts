import { describe, expect, it } from 'vitest';
import { isAllowedAddress, isAllowedUrl, isPublicAddress } from './address-guard';

describe('addresses', () => {
  it.each([
    '169.254.169.254',
    '169.254.170.2',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '100.100.100.200',
    '0.0.0.0',
    '::',
    '224.0.0.1',
    '255.255.255.255',
    'ff02::1',
    'not an address',
  ])('%s is never allowed, in the demo neither', (address) => {
    expect(isAllowedAddress(address, false)).toBe(false);
    expect(isAllowedAddress(address, true)).toBe(false);
  });

  it.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])(
    '%s is allowed in the demo only',
    (address) => {
      expect(isAllowedAddress(address, false)).toBe(false);
      expect(isAllowedAddress(address, true)).toBe(true);
    },
  );

  it.each(['10.1.2.3', '192.168.1.1', '172.16.0.1', '203.0.113.9', '2001:db8::1', 'fd12::1'])(
    '%s is allowed: receivers of one’s own stand in private networks',
    (address) => {
      expect(isAllowedAddress(address, false)).toBe(true);
    },
  );
});

describe('public addresses', () => {
  it.each([
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '0.0.0.0',
  ])('%s is none, in IPv6’s clothes neither', (address) => {
    expect(isPublicAddress(address)).toBe(false);
    expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
    expect(isPublicAddress(`64:ff9b::${address}`)).toBe(false);
  });

  it.each(['::1', 'fd00:ec2::254', 'fd12::1', 'fe80::1', '2002:a00:1::', 'not an address', ''])(
    '%s is none',
    (address) => expect(isPublicAddress(address)).toBe(false),
  );

  it.each(['93.184.215.14', '172.32.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])(
    '%s is one',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('URLs', () => {
  it.each([
    ['https://hooks.example.com/x', true, true],
    ['http://hooks.example.com/x', false, false],
    ['http://127.0.0.1:4000/x', false, true],
    ['http://localhost:4000/x', false, true],
    ['http://[::1]:4000/x', false, true],
    ['https://127.0.0.1/x', false, true],
    ['http://10.0.0.1/x', false, false],
    ['https://169.254.169.254/latest', false, false],
    // The URL parser reads other notations of the same address.
    ['https://2852039166/latest', false, false],
    ['https://0xa9fea9fe/latest', false, false],
    ['https://[::ffff:169.254.169.254]/', false, false],
    ['https://user:pass@hooks.example.com/', false, false],
    ['ftp://hooks.example.com/', false, false],
  ])('%s: %s, in the demo %s', (text, outside, demo) => {
    expect(isAllowedUrl(new URL(text), false)).toBe(outside);
    expect(isAllowedUrl(new URL(text), true)).toBe(demo);
  });
});
