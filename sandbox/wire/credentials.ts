/** What a SigV4 signature says about the call: who, where, which service. */
export type Credential = { accessKeyId: string; region: string; service: string };

/** Reads the credential scope from the Authorization header or a presigned query; null when unsigned. */
export function credentialOf(
  headers: Record<string, string>,
  query: URLSearchParams,
): Credential | null {
  const fromHeader = /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1];
  const text = fromHeader ?? query.get('X-Amz-Credential');
  if (!text) return null;
  const parts = text.split('/');
  const [service, region] = [parts.at(-2), parts.at(-3)];
  if (!service || !region) return null;
  return { accessKeyId: parts.slice(0, -4).join('/'), region, service };
}
