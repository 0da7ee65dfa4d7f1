import { exchangeSource } from './probe/exchange';
import { negativesSource } from './probe/negatives';
import { outcomeSource } from './probe/outcome';

/**
 * The probe's code: one CommonJS file without dependencies, `index.handler`. It is invoked with
 * `{ url, method, headers, body, timeoutMs, connectHost?, expect: { privateDns, endpointHost? }, negatives:
 * { withoutKey, wrongUrl, directUrl, publicAddress } }` and answers how far the call came, phase by phase, in milliseconds. The event is
 * never logged, and no header value that may be a credential is in the answer, not even where an upstream echoes it.
 * Its comments stay here: a template of 51,200 bytes has to hold it beside all that a spec may say.
 */
export const probeSource = [
  `'use strict';
const dns = require('node:dns');
const https = require('node:https');
const net = require('node:net');
const tls = require('node:tls');
`,
  exchangeSource,
  outcomeSource,
  negativesSource,
  String.raw`
function blank() {
  return {
    ok: false, outcome: 'other', status: null,
    phases: { dns: null, tcp: null, tls: null, send: null, wait: null, transfer: null },
    totalMs: 0, addresses: [], endpointAddresses: null, isPrivateAddress: false,
    tlsVersion: null, certificateName: null,
    headers: {}, bodyExcerpt: '', bodyBytes: 0, chunks: 0, mirror: null, error: null, negatives: [],
  };
}

exports.handler = async (event) => {
  const secrets = secretsOf(event.headers);
  const result = blank();
  const kept = { bytes: Buffer.alloc(0) };
  if (!/^https:\/\//i.test(String(event.url))) throw new Error('url must begin with https://');
  const asked = event.negatives || {};
  const around = waysAround(asked);
  const addresses = endpointAddresses(event);
  await exchange(event, result, kept);
  const text = kept.bytes.toString('utf8');
  result.outcome = outcomeOf(result, text);
  result.ok = result.outcome === 'ok';
  result.mirror = mirrorOf(text, (event.headers || {})['x-api-key']);
  const through = await waysThrough(event, asked, result.status === null && result.error);
  result.negatives = [...through, ...(await around)].filter((check) => check !== null);
  result.endpointAddresses = await addresses;
  return { ...masked(result, secrets), bodyExcerpt: excerptOf(kept, result.bodyBytes, secrets) };
};
`,
]
  .join('')
  .replace(/^ *\/\/.*\n/gm, '');
