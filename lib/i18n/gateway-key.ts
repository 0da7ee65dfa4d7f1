import type { Messages } from './catalogue';

type GatewayKey = keyof Messages['errors']['gateway'];

const keys: Record<GatewayKey, true> = {
  access_denied: true,
  invalid_api_key: true,
  quota_exceeded: true,
  throttled: true,
  missing_header: true,
  upstream_timeout: true,
  upstream_unreachable: true,
  refused_by_gateway: true,
  failed_in_gateway: true,
};

/** The code as a key of the catalogue, or null where no text explains it. */
export function gatewayKey(code: string): GatewayKey | null {
  return Object.hasOwn(keys, code) ? (code as GatewayKey) : null;
}
