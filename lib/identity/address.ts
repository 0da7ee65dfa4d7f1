/** Where a request comes from, as the proxy in front says; for counting, never for trusting. */
export function addressOf(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',')[0]?.trim().slice(0, 64) || 'unknown';
}
