/** Part of the probe's `index.js`: one HTTPS exchange, taken apart into phases that are measured one by one. */
export const exchangeSource = String.raw`
const excerptBytesMax = 2048;
const keptBytesMax = 8192;
const bodyBytesMax = 10485760;
const connectMsMax = 5000;

class Failure extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const tenths = (ms) => Math.round(ms * 10) / 10;

// Runs one phase against the time that is left, and writes down how long it took, also when it fails.
async function phase(result, name, msLeft, start) {
  const began = performance.now();
  let undo = () => {};
  let timer;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Failure('ETIMEDOUT', 'no ' + name + ' in time')), Math.max(1, msLeft));
      undo = start(resolve, reject) || undo;
    });
  } catch (cause) {
    undo();
    result.error = { phase: name, code: cause.code || 'UNKNOWN', message: String(cause.message) };
    throw cause;
  } finally {
    clearTimeout(timer);
    result.phases[name] = tenths(performance.now() - began);
  }
}

function lookUp(host) {
  return (resolve, reject) => {
    dns.lookup(host, { all: true }, (error, found) => {
      if (error) reject(error);
      else if (found.length === 0) reject(new Failure('ENOTFOUND', 'the name has no address'));
      else resolve(found.map((entry) => entry.address));
    });
  };
}

// Each address has its turn: one zone that does not answer must not hide another that does.
function connect(addresses, port) {
  return (resolve, reject) => {
    let socket;
    let timer;
    const attempt = (index) => {
      const next = (error) => {
        clearTimeout(timer);
        socket.destroy();
        if (index + 1 < addresses.length) attempt(index + 1);
        else reject(error);
      };
      socket = net.connect({ host: addresses[index], port });
      timer = setTimeout(() => next(new Failure('ETIMEDOUT', addresses[index] + ' did not answer')), connectMsMax);
      socket.once('error', next);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.removeListener('error', next);
        socket.on('error', () => {});
        resolve(socket);
      });
    };
    attempt(0);
    return () => {
      clearTimeout(timer);
      socket.destroy();
    };
  };
}

function secure(socket, hostname) {
  return (resolve, reject) => {
    const servername = net.isIP(hostname) ? undefined : hostname;
    const secured = tls.connect({ socket, servername, host: hostname, ALPNProtocols: ['http/1.1'] });
    secured.once('error', reject);
    secured.once('secureConnect', () => {
      secured.removeListener('error', reject);
      secured.on('error', () => {});
      resolve(secured);
    });
    return () => secured.destroy();
  };
}

// Over with the last byte handed to the socket; an answer that comes before that makes the rest of it moot.
function send(url, event, socket, call) {
  return (resolve, reject) => {
    const outgoing = https.request({
      createConnection: () => socket,
      host: url.hostname,
      port: url.port || 443,
      path: url.pathname + url.search,
      method: event.method || 'GET',
      headers: { host: url.host, 'user-agent': 'sluice-probe', ...event.headers },
    });
    call.cancel = () => outgoing.destroy();
    call.answer = new Promise((answered, failed) => {
      outgoing.once('response', answered);
      outgoing.on('error', failed);
    });
    call.answer.then(resolve, reject);
    outgoing.once('finish', resolve);
    outgoing.end(event.body === null || event.body === undefined ? undefined : event.body);
    return call.cancel;
  };
}

function firstByte(call) {
  return (resolve, reject) => {
    call.answer.then(resolve, reject);
    return call.cancel;
  };
}

function receive(response, result, kept) {
  return (resolve, reject) => {
    response.on('data', (chunk) => {
      const room = keptBytesMax - kept.length;
      if (room > 0) kept.bytes = Buffer.concat([kept.bytes, chunk.subarray(0, room)]);
      kept.length = kept.bytes.length;
      result.bodyBytes += chunk.length;
      result.chunks += 1;
      if (result.bodyBytes > bodyBytesMax) resolve(response.destroy());
    });
    response.once('end', resolve);
    response.once('error', reject);
    response.once('close', () => reject(new Failure('ECONNRESET', 'the answer broke off')));
    return () => response.destroy();
  };
}

async function exchange(event, result, kept) {
  const began = performance.now();
  const msMax = Math.min(Math.max(Number(event.timeoutMs) || 10000, 100), 30000);
  const msLeft = () => msMax - (performance.now() - began);
  const url = new URL(event.url);
  const host = event.connectHost || url.hostname.replace(/^\[|\]$/g, '');
  let socket;
  try {
    result.addresses = await phase(result, 'dns', msLeft(), lookUp(host));
    result.isPrivateAddress = result.addresses.every(isPrivate);
    if (event.expect && event.expect.privateDns && !result.isPrivateAddress) {
      result.error = { phase: 'dns', code: 'NOT_PRIVATE', message: host + ' resolves to a public address' };
      return;
    }
    socket = await phase(result, 'tcp', msLeft(), connect(result.addresses, Number(url.port) || 443));
    socket = await phase(result, 'tls', msLeft(), secure(socket, url.hostname));
    result.tlsVersion = socket.getProtocol();
    result.certificateName = certificateName(socket.getPeerCertificate());
    const call = {};
    await phase(result, 'send', msLeft(), send(url, event, socket, call));
    const response = await phase(result, 'wait', msLeft(), firstByte(call));
    result.status = response.statusCode;
    result.headers = interesting(response.headers);
    await phase(result, 'transfer', msLeft(), receive(response, result, kept));
  } catch (cause) {
    if (!result.error) result.error = { phase: null, code: cause.code || 'UNKNOWN', message: String(cause.message) };
  } finally {
    if (socket) socket.destroy();
    result.totalMs = tenths(performance.now() - began);
  }
}

function certificateName(certificate) {
  const names = String((certificate && certificate.subjectaltname) || '').split(', ');
  const alternative = names.find((name) => name.startsWith('DNS:'));
  return (certificate && certificate.subject && certificate.subject.CN) || (alternative ? alternative.slice(4) : null);
}

// The addresses of the endpoint's own name, which is the same interfaces whatever private DNS says.
async function endpointAddresses(event) {
  const host = event.expect && event.expect.endpointHost;
  if (!host) return null;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), negativeMsMax);
    lookUp(host)(resolve, () => resolve(null));
    timer.unref();
  });
}

const headersOfInterest = [
  'x-amzn-errortype', 'x-amzn-requestid', 'x-amz-apigw-id', 'x-amzn-trace-id', 'content-type',
  'content-length', 'transfer-encoding', 'retry-after', 'location', 'server', 'via', 'date',
];

function interesting(headers) {
  const found = headersOfInterest.filter((name) => headers[name] !== undefined);
  return Object.fromEntries(found.map((name) => [name, String(headers[name]).slice(0, 512)]));
}

// Space that no public route leads to: RFC 1918, RFC 6598, loopback, and IPv6 unique local addresses.
function isPrivate(address) {
  const plain = address.replace(/^::ffff:/i, '');
  if (net.isIPv6(plain)) return /^(?:f[cd]|::1$)/i.test(plain);
  const [a, b] = plain.split('.').map(Number);
  return a === 10 || a === 127 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128);
}
`;
