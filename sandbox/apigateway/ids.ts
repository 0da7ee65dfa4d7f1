import { randomInt } from 'node:crypto';

const lower = 'abcdefghijklmnopqrstuvwxyz0123456789';
const mixed = `${lower}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/** An identifier as API Gateway makes them: lower-case letters and digits, starting as AWS's do. */
export function newId(length: 6 | 10): string {
  return random(lower, length);
}

/** A generated key value: 40 letters and digits. */
export function newKeyValue(): string {
  return random(mixed, 40);
}

function random(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
