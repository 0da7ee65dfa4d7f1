import type { Route } from 'next';

/** Every href of the app. Hand-written paths elsewhere fail the architecture test. */
export const routes = {
  home: '/' as Route,
  signIn: '/sign-in' as Route,
  proxies: '/proxies' as Route,
  newProxy: '/proxies/new' as Route,
  proxy: (name: string) => `/proxies/${encodeURIComponent(name)}` as Route,
  editProxy: (name: string) => `/proxies/${encodeURIComponent(name)}/edit` as Route,
  replay: (name: string) => `/proxies/${encodeURIComponent(name)}/replay` as Route,
  proxyUsage: (name: string) => `/proxies/${encodeURIComponent(name)}/usage` as Route,
  proxyUsageExport: (name: string) => `/proxies/${encodeURIComponent(name)}/usage/export` as Route,
  usage: '/usage' as Route,
  usageExport: '/usage/export' as Route,
  proxyKeys: (name: string) => `/proxies/${encodeURIComponent(name)}/keys` as Route,
  /** The secret that opens it follows as the fragment, which no server sees. */
  handover: (id: string) => `/handover/${encodeURIComponent(id)}` as Route,
  networks: '/networks' as Route,
  newNetwork: '/networks/new' as Route,
  network: (name: string) => `/networks/${encodeURIComponent(name)}` as Route,
  runs: '/runs' as Route,
  run: (id: string) => `/runs/${encodeURIComponent(id)}` as Route,
  runEvents: (id: string) => `/api/runs/${encodeURIComponent(id)}/events`,
  rolls: '/rolls' as Route,
  roll: (id: string) => `/rolls/${encodeURIComponent(id)}` as Route,
  audit: '/audit' as Route,
  health: '/api/health',
  tokens: '/tokens' as Route,
  apiReference: '/api-reference' as Route,
  openApi: '/api/v1/openapi.json',
  error: (code: string) => `/errors/${encodeURIComponent(code)}` as Route,
} as const;
