import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from './csp';

describe('contentSecurityPolicy', () => {
  it('lets no script run without the nonce', () => {
    const policy = contentSecurityPolicy('abc', false);
    const script = policy.split('; ').find((line) => line.startsWith('script-src'));
    expect(script).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
    expect(policy).not.toMatch(/unsafe-eval|\*|http:/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

describe('securityHeaders', () => {
  it('asks for TLS only over TLS', () => {
    expect(securityHeaders(true)).toHaveProperty('Strict-Transport-Security');
    expect(securityHeaders(false)).not.toHaveProperty('Strict-Transport-Security');
  });
});
