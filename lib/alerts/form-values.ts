import type { Locale } from '../i18n/locales';
import type { QuietHours } from './quiet';

const nightFrom = 22 * 60;
const nightUntil = 7 * 60;

/** A team's settings as its form shows them; a night where there are no quiet hours yet. */
export function settingsValues({
  locale,
  zone,
  quiet,
}: {
  locale: Locale;
  zone: string;
  quiet: QuietHours | null;
}) {
  return {
    locale,
    zone,
    isQuiet: quiet !== null,
    quietFrom: clockText(quiet?.from ?? nightFrom),
    quietUntil: clockText(quiet?.until ?? nightUntil),
  };
}

/** Zones to choose from: UTC, and all that the runtime knows. */
export function zoneNames(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}

function clockText(minuteOfDay: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}
