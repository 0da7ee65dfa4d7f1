import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Scanners for leaked secrets find a value by how it begins. */
const mark = 'sluice_pat_';
/** 30 characters of 62: 178 bits, so that a hash without salt and stretching is enough. */
const randomLength = 30;
const checksumLength = 6;
/** As much of it as may be shown and logged: 36 bits tell tokens apart and leave 142 unknown. */
const shownLength = mark.length + 6;
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const shape = new RegExp(`^${mark}[0-9A-Za-z]{${randomLength + checksumLength}}$`);

/** A new token's value. It is shown once; what is kept is its hash and its prefix. */
export function makeTokenValue(): string {
  const random = mark + randomText(randomLength);
  return random + checksumOf(random);
}

/** Whether it could be one of ours: its checksum tells a mistyped or made-up value without asking the database. */
export function isTokenValue(text: string): boolean {
  if (!shape.test(text)) return false;
  const random = text.slice(0, -checksumLength);
  return text.slice(-checksumLength) === checksumOf(random);
}

export function tokenPrefix(value: string): string {
  return value.slice(0, shownLength);
}

export function tokenHash(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

/** CRC-32 in base 62, left-padded: 62 to the 6th is more than 2 to the 32nd. */
function checksumOf(text: string): string {
  let rest = crc32(text);
  let written = '';
  while (written.length < checksumLength) {
    written = digits.charAt(rest % 62) + written;
    rest = Math.floor(rest / 62);
  }
  return written;
}

/** Bytes past the last whole multiple of 62 are thrown away: without that some letters would come more often. */
function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length))
      if (byte < 248 && text.length < length) text += digits.charAt(byte % 62);
  }
  return text;
}
