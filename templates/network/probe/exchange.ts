/** Part of the probe's `index.js`: one HTTPS exchange, taken apart into phases that are measured one by one. */
export const exchangeSource = String.raw`
const excerptBytesMax = 2048;
const keptBytesMax = 8192;
const bodyBytesMax = 10485760;
// Before anything is sent: ten seconds, so that a path that is broken there is told in ten.
const dnsMsMax = 4000;
const connectMsMax = 3000;
const tlsMsMax = 3000;

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

// All addresses at once, and the first that answers: a zone that does not must neither hide another nor be waited for.
function connect(addresses, port) {
  return (resolve, reject) => {
    const failures = [];
    const sockets = addresses.map((host, index) => {
      const socket = net.connect({ host, port });
      const fail = (error) => {
        clearTimeout(timer);
        socket.destroy();
        failures[index] = error;
        if (Object.keys(failures).length === addresses.length) reject(failures[0]);
      };
      const timer = setTimeout(() => fail(new Failure('ETIMEDOUT', host + ' did not answer')), connectMsMax);
      socket.once('error', fail);
      socket.once('close', () => clearTimeout(timer));
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.removeListener('error', fail);
        socket.on('error', () => {});
        for (const other of sockets) if (other !== socket) other.destroy();
        resolve(socket);
      });
      return socket;
    });
    return () => sockets.forEach((socket) => socket.destroy());
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
    outgoing.end(event.body ?? undefined);
    return call.cancel;
  };
}

const firstByte = (call) => (resolve, reject) => {
  call.answer.then(resolve, reject);
  return call.cancel;
};

function receive(response, result, kept) {
  return (resolve, reject) => {
    response.on('data', (chunk) => {
      const room = keptBytesMax - kept.bytes.length;
      if (room > 0) kept.bytes = Buffer.concat([kept.bytes, chunk.subarray(0, room)]);
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
    result.addresses = await phase(result, 'dns', Math.min(dnsMsMax, msLeft()), lookUp(host));
    result.isPrivateAddress = result.addresses.every(isPrivate);
    if (event.expect?.privateDns && !result.isPrivateAddress) {
      result.error = { phase: 'dns', code: 'NOT_PRIVATE', message: host + ' resolves to a public address' };
      return;
    }
    socket = await phase(result, 'tcp', msLeft(), connect(result.addresses, Number(url.port) || 443));
    socket = await phase(result, 'tls', Math.min(tlsMsMax, msLeft()), secure(socket, url.hostname));
    result.tlsVersion = socket.getProtocol();
    result.certificateName = certificateName(socket.getPeerCertificate());
    const call = {};
    await phase(result, 'send', msLeft(), send(url, event, socket, call));
    const response = await phase(result, 'wait', msLeft(), firstByte(call));
    result.status = response.statusCode;
    result.headers = interesting(response.headers);
    await phase(result, 'transfer', msLeft(), receive(response, result, kept));
  } catch (cause) {
    result.error ||= { phase: null, code: cause.code || 'UNKNOWN', message: String(cause.message) };
  } finally {
    socket?.destroy();
    result.totalMs = tenths(performance.now() - began);
  }
}

function certificateName(certificate) {
  const [, alternative = null] = /DNS:([^,]+)/.exec(certificate?.subjectaltname) || [];
  return certificate?.subject?.CN || alternative;
}

// The addresses of the endpoint's own name, which is the same interfaces whatever private DNS says.
async function endpointAddresses(event) {
  const host = event.expect?.endpointHost;
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
