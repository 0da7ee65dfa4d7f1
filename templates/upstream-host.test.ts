import { describe, expect, it } from 'vitest';
import { acceptedUpstreams } from './testing/upstream-accepted';
import { refusedUpstreams } from './testing/upstream-refused';
import { checkUpstreamUrl, upstreamFaultText, upstreamUrlLengthMax } from './upstream-host';

const refused = Object.entries(refusedUpstreams).flatMap(([fault, urls]) =>
  urls.map((url) => ({ fault, url })),
);

describe('an upstream URL', () => {
  it('is judged over several hundred cases, each fault among them', () => {
    expect(refused.length + acceptedUpstreams.length).toBeGreaterThan(300);
    expect(Object.keys(refusedUpstreams).sort()).toEqual(Object.keys(upstreamFaultText).sort());
  });

  it.each(refused)('$url is refused: $fault', ({ fault, url }) => {
    expect(checkUpstreamUrl(url)).toEqual({ ok: false, fault });
  });

  it.each(acceptedUpstreams)('%s is kept as %s', (url, kept) => {
    expect(checkUpstreamUrl(url)).toEqual({ ok: true, url: kept });
    expect(checkUpstreamUrl(kept)).toEqual({ ok: true, url: kept });
  });

  it(`may be ${upstreamUrlLengthMax} characters long and no more`, () => {
    const base = 'https://api.example.com/';
    const fits = base + 'a'.repeat(upstreamUrlLengthMax - base.length);
    expect(checkUpstreamUrl(fits).ok).toBe(true);
    expect(checkUpstreamUrl(`${fits}a`)).toEqual({ ok: false, fault: 'too_long' });
  });
});
