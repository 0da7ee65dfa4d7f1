import type { ReactNode } from 'react';
import { renderToReadableStream } from 'react-dom/server.edge';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { common } from '@/lib/i18n/messages/en/common';
import { proxy } from '@/lib/i18n/messages/en/proxy';
import type { Known } from '@/lib/known';
import type { UsageReport } from '@/lib/usage/types';

// Unit files share their modules: what another has loaded would keep the headers that it found.
vi.resetModules();
vi.doMock('next/headers', () => ({
  cookies: async () => ({ get: () => undefined }),
  headers: async () => new Headers({ 'accept-language': 'en' }),
}));
const { ClientI18n } = await import('@/lib/i18n/client');
const { Sourced } = await import('./history-parts');
const { QuotaFigure } = await import('./quota-figure');

const now = new Date('2026-11-25T10:00:00Z');
const aged = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

beforeEach(() => void vi.useFakeTimers({ now, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const gauge = {
  limit: 20_000,
  period: 'DAY',
  used: 13_880,
  left: 6_120,
  state: 'plenty',
  resetsAt: new Date('2026-11-26T00:00:00Z'),
} as const;

const known = (asOf: Date): Known<UsageReport> => ({
  value: { hasQuota: true, gauge, keys: [], rate: 5, burst: 5, days: [] },
  asOf,
  problem: null,
});

async function drawn(node: ReactNode): Promise<string> {
  const stream = await renderToReadableStream(
    <ClientI18n locale="en" now={now} messages={{ common, proxy }}>
      {node}
    </ClientI18n>,
  );
  return new Response(stream).text();
}

it('is grey and says its age once it is older than the collector’s round', async () => {
  const young = await drawn(<QuotaFigure usage={known(aged(4))} />);
  expect(young).toContain('6,120');
  expect(young).not.toContain('grayscale');
  const old = await drawn(<QuotaFigure usage={known(aged(7))} />);
  expect(old).toContain('grayscale');
  expect(old).toMatch(/text-warn[^>]*>.*7 minutes ago/);
  expect(old).toContain('6,120');
});

it('is unknown, and no nought, where it was never read', async () => {
  const never: Known<UsageReport> = {
    value: null,
    asOf: null,
    problem: { code: 'unavailable', detail: null },
  };
  const text = (await drawn(<QuotaFigure usage={never} />)).replace(/<[^>]*>/g, ' ');
  expect(text).toContain('Not known yet');
  expect(text).not.toMatch(/\d/);
});

it('greys every chart and table by the same rule, also where it could not be renewed', async () => {
  const part = (asOf: Date, problem: { code: 'throttled'; detail: null } | null = null) =>
    drawn(
      <Sourced source="sourceUsage" asOf={asOf} problem={problem}>
        <span>42</span>
      </Sourced>,
    );
  expect(await part(aged(4))).not.toContain('grayscale');
  const old = await part(aged(7));
  expect(old).toContain('data-old="true"');
  expect(old).toMatch(/grayscale[^>]*><span>42/);
  expect(old).toContain('7 minutes ago');
  expect(await part(aged(1), { code: 'throttled', detail: null })).toContain('grayscale');
});
