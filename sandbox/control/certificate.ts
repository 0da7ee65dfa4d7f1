import { AwsFault } from '../context';
import type { CertificateChoice } from '../upstream/public-hosts';

/** `{notBefore, notAfter, names, isTrusted}`, moments as ISO 8601; null for a good one again. */
export function parseCertificate(value: unknown): CertificateChoice | null {
  if (value === null) return null;
  if (typeof value !== 'object') throw refusal('certificate must be an object or null');
  const { notBefore, notAfter, names, isTrusted } = value as Record<string, unknown>;
  const isNames = Array.isArray(names) && names.length > 0 && names.every(isText);
  if (names !== undefined && !isNames) throw refusal('certificate.names must be names');
  return {
    ...(notBefore !== undefined && { notBefore: moment(notBefore, 'notBefore') }),
    ...(notAfter !== undefined && { notAfter: moment(notAfter, 'notAfter') }),
    ...(names !== undefined && { names: names as string[] }),
    ...(isTrusted !== undefined && { isTrusted: isTrusted === true }),
  };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function moment(value: unknown, name: string): Date {
  const date = new Date(typeof value === 'string' ? value : Number.NaN);
  if (Number.isNaN(date.getTime())) throw refusal(`certificate.${name} must be a moment`);
  return date;
}

function refusal(message: string): AwsFault {
  return new AwsFault('InvalidControlRequest', message);
}
