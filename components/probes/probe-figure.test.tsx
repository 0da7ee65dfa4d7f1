import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ClientI18n } from '@/lib/i18n/client';
import { common } from '@/lib/i18n/messages/en/common';
import { probe } from '@/lib/i18n/messages/en/probe';
import { proxy as proxyWords } from '@/lib/i18n/messages/en/proxy';
import type { ProbeResult } from '@/lib/probes/types';
import { ProbeFigure } from './probe-figure';

const at = new Date('2026-11-25T10:00:00Z');

const refused: ProbeResult = {
  id: 'probe_1',
  proxy: 'httpbin-dev',
  at,
  requestedBy: 'ben@example.com',
  verdict: 'down',
  outcome: 'forbidden_key',
  url: 'https://example.com/',
  status: 403,
  phases: { dns: 1, tcp: 2, tls: 8, wait: 40, transfer: 1 },
  totalMs: 52,
  addresses: [],
  isPrivateAddress: true,
  answeredBy: 'gateway',
  requestId: null,
  errorType: null,
  tlsVersion: null,
  certificateName: null,
  bodyExcerpt: null,
  error: null,
  negatives: [],
};

const drawn = (last: ProbeResult) =>
  renderToStaticMarkup(
    <ClientI18n locale="en" now={at} messages={{ common, probe, proxy: proxyWords }}>
      <ProbeFigure proxy="httpbin-dev" path="/" last={last} action={null} />
    </ClientI18n>,
  );

it('calls nothing down, and shows no 403, while the key may not be known everywhere yet', () => {
  const waiting = drawn({ ...refused, settlesAt: '2026-11-25T10:02:00Z' });
  expect(waiting).toContain('data-state="unknown"');
  expect(waiting).not.toContain('403');
  expect(waiting).toContain('10:02');
});

it('says 403 of a key that has had its time', () => {
  const down = drawn(refused);
  expect(down).toContain('data-state="down"');
  expect(down).toContain('403');
});
