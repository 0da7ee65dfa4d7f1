/** What a journey does to the local AWS at `url`; none of it is AWS's own. */
export function sandboxAt(url: string) {
  const post = async (path: string, body: unknown): Promise<void> => {
    const answer = await fetch(`${url}/_sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  };
  return {
    /** Stops a stack where it is, or before its first resource. */
    hold: (stack: string) => post('hold', { stack }),
    release: (stack: string) => post('release', { stack }),
    /** The certificate that an upstream has from now on; null for none at all, where the host is not one of the echo's. */
    certificate: (host: string, certificate: { notAfter?: string } | null) =>
      post('upstreams', { host, certificate }),
    /** Moves its clock, back where it is less than nothing. */
    advance: (advanceMs: number) => post('clock', { advanceMs }),
    /** Back-dated calls of a key. */
    traffic: (traffic: {
      apiId: string;
      keyId: string;
      from: number;
      to: number;
      requests: number;
    }) => post('traffic', traffic),
  };
}
