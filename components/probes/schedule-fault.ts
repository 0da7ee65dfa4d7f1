import type { Messages } from '@/lib/i18n/catalogue';

type Word = keyof Messages['probeSchedule']['invalid'];

const words: Record<Word, true> = {
  everyMinutes: true,
  dailyMax: true,
  path: true,
  credential: true,
  slowMs: true,
  window: true,
  of: true,
};

/** What the schema says of a field, as a key of the catalogue; of what a form cannot send it says nothing of use. */
export function scheduleFault(message: string): `invalid.${Word}` {
  return `invalid.${Object.hasOwn(words, message) ? (message as Word) : 'slowMs'}`;
}
