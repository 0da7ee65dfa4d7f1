import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ClientI18n } from '@/lib/i18n/client';
import { chart } from '@/lib/i18n/messages/en/chart';
import { HourChart } from './hour-chart';

it('is a slider that tells the hour it comes in at, and sums what is under no cursor', () => {
  const values = Array.from({ length: 24 }, (_, hour) => (hour === 5 ? 12 : 1));
  const drawn = renderToStaticMarkup(
    <ClientI18n locale="en" now={new Date('2026-11-25T10:00:00Z')} messages={{ chart }}>
      <HourChart
        label="When"
        series={[{ id: 'quota', name: 'refused by the quota', colour: 4, values }]}
        initial={5}
      />
    </ClientI18n>,
  );
  expect(drawn).toMatch(/role="slider" tabindex="0" aria-label="When"/i);
  expect(drawn).toContain('aria-valuetext="05:00–06:00 UTC: refused by the quota 12."');
  expect(drawn).toContain('aria-valuemax="24"');
  expect(drawn).toMatch(/24 hours<\/span>.*35</);
});
