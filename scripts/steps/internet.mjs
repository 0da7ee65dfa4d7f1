import { writeFileSync } from 'node:fs';

/**
 * What the dashboard's environment says so that it looks at upstreams' certificates on the local AWS, which plays the
 * internet, and trusts its authority. Writes the authority's certificate to `caFile`: it is another with each start.
 */
export async function upstreamsOf(sandboxUrl, caFile) {
  const [{ host, port }, ca] = await Promise.all([
    fetch(`${sandboxUrl}/_sandbox/upstreams`).then((answer) => answer.json()),
    fetch(`${sandboxUrl}/_sandbox/ca.pem`).then((answer) => answer.text()),
  ]);
  writeFileSync(caFile, ca);
  return { SLUICE_UPSTREAM_CHECKS: `via ${host}:${port}`, NODE_EXTRA_CA_CERTS: caFile };
}
