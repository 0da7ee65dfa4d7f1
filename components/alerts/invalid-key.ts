import type { Messages } from '@/lib/i18n/catalogue';

type InvalidKey = Exclude<keyof Messages['alerts']['invalid'], 'refusedUrl'>;

const keys: Record<InvalidKey, true> = {
  name: true,
  email: true,
  url: true,
  time: true,
  sameTime: true,
  zone: true,
  value: true,
  other: true,
};

/** What a schema says of a field, as a key of the catalogue. */
export function invalidKey(message: string): InvalidKey {
  return Object.hasOwn(keys, message) ? (message as InvalidKey) : 'other';
}
