/** Every page of app/ is in one of these, or `lib/architecture.test.ts` fails. */

/** What a stranger may open. */
export const signedOut = ['/sign-in', '/errors', '/errors/quota_exceeded', '/errors/unheard-of'];
/** What there is to see before there is any object; what there is of each is in the journeys. */
export const signedIn = [
  '/',
  '/proxies',
  '/proxies?team=nobody',
  '/proxies/new',
  '/proxies/none-such',
  '/proxies/none-such/edit',
  '/networks',
  '/networks/new',
  '/networks/none-such',
  '/networks/none-such/edit',
  '/usage',
  '/usage?days=7&team=nobody',
  '/audit',
  '/runs',
  '/runs/none-such',
  '/rolls',
  '/rolls/none-such',
  '/requests',
  '/requests?show=all',
  '/requests/none-such',
  '/alerts',
  '/guardrails',
  '/lint',
  '/me/usage',
  '/handover/none-such',
  '/upstreams',
  '/upstreams/new?host=api.example.com',
  '/upstreams/httpbin.org',
  '/upstreams/httpbin.org/passport',
  '/tokens',
  '/people',
  '/people?role=auditor&q=nobody',
  '/confirm',
  '/api-reference',
];

/** Below a proxy that stands. */
export const ofProxy = ['/usage', '/keys', '/alerts', '/probes', '/doctor', '/replay', '/passport'];
