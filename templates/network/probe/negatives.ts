/** Part of the probe's `index.js`: calls that must fail, or the path is not as private as it is said to be. */
export const negativesSource = String.raw`
const negativeMsMax = 3000;

// What goes around the gateway is waited for while the call is made: it does no work that the call could feel.
function waysAround(asked) {
  return Promise.all([
    asked.directUrl ? noWayTo('direct_upstream', asked.directUrl) : null,
    asked.publicAddress ? noWayTo('public_address', asked.publicAddress) : null,
  ]);
}

// What goes to the gateway comes after the call, and is not tried where the call met no gateway.
function waysThrough(event, asked, failure) {
  return Promise.all([
    asked.withoutKey ? refused('without_key', event, /^(x-api-key|content-.*)$/i, failure) : null,
    // With the key, where nothing is deployed: what the key opens is this stage and no other.
    asked.wrongUrl ? refused('wrong_path', { ...event, url: asked.wrongUrl }, /^content-/i, failure) : null,
  ]);
}

// Without body and with a method that changes nothing: should the gate be open, nothing happens behind it.
async function refused(check, event, left, after) {
  if (after) return { check, passed: null, evidence: 'not tried after ' + (after.phase || 'call') + ': ' + after.code };
  const result = blank();
  const kept = { bytes: Buffer.alloc(0) };
  const method = event.method === 'HEAD' ? 'HEAD' : 'GET';
  const headers = Object.fromEntries(Object.entries(event.headers || {}).filter(([name]) => !left.test(name)));
  await exchange({ ...event, method, headers, body: null, timeoutMs: negativeMsMax }, result, kept);
  const word = outcomeOf(result, kept.bytes.toString('utf8'));
  const failure = result.error ? result.error.phase + ': ' + result.error.message : word;
  if (result.status === null) return { check, passed: null, evidence: failure };
  const isRefused = result.status === 403 && /^(forbidden_key|forbidden_policy|no_route)$/.test(word);
  // Who was throttled was asked for nothing yet.
  const passed = word === 'throttled' ? null : isRefused;
  return { check, passed, evidence: result.status + ' ' + word };
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
