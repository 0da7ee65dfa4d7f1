/** Part of the probe's `index.js`: calls that must fail, or the path is not as private as it is said to be. */
export const negativesSource = String.raw`
const negativeMsMax = 3000;

async function negativesOf(event) {
  const asked = event.negatives || {};
  return (
    await Promise.all([
      asked.withoutKey ? withoutKey(event) : null,
      asked.wrongUrl ? wrongPath(event, asked.wrongUrl) : null,
      asked.directUrl ? noWayTo('direct_upstream', asked.directUrl) : null,
      asked.publicAddress ? noWayTo('public_address', asked.publicAddress) : null,
    ])
  ).filter((check) => check !== null);
}

// Without body and with a method that changes nothing: should the gate be open, nothing happens behind it.
function withoutKey(event) {
  const headers = Object.fromEntries(
    Object.entries(event.headers || {}).filter(([name]) => !/^(x-api-key|content-.*)$/i.test(name)),
  );
  return refused('without_key', { ...event, headers });
}

// With the key, where nothing is deployed: what the key opens is this stage and no other.
function wrongPath(event, url) {
  const headers = Object.fromEntries(
    Object.entries(event.headers || {}).filter(([name]) => !/^content-/i.test(name)),
  );
  return refused('wrong_path', { ...event, url, headers });
}

async function refused(check, event) {
  const result = blank();
  const kept = { bytes: Buffer.alloc(0), length: 0 };
  const method = event.method === 'HEAD' ? 'HEAD' : 'GET';
  await exchange({ ...event, method, body: null, timeoutMs: negativeMsMax }, result, kept);
  const word = outcomeOf(result, kept.bytes.toString('utf8'));
  const passed = result.status === 403 && /^(forbidden_key|forbidden_policy|no_route)$/.test(word);
  const failure = result.error ? result.error.phase + ': ' + result.error.message : word;
  return { check, passed, evidence: result.status === null ? failure : result.status + ' ' + word };
}

async function noWayTo(check, place) {
  const { host, port } = placeOf(place);
  const result = blank();
  try {
    const addresses = net.isIP(host) ? [host] : await phase(result, 'dns', negativeMsMax, lookUp(host));
    const socket = await phase(result, 'tcp', negativeMsMax, connect(addresses, port));
    const evidence = 'connected to ' + socket.remoteAddress + ' port ' + port;
    socket.destroy();
    return { check, passed: false, evidence };
  } catch {
    const { code, message } = result.error;
    return { check, passed: true, evidence: code + ': ' + message };
  }
}

// 'https://host:port/path', 'host:port', 'host' or '[::1]:port'.
function placeOf(place) {
  const url = new URL(/^[a-z]+:\/\//i.test(place) ? place : 'https://' + place);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || (url.protocol === 'http:' ? 80 : 443) };
}
`;
