'use strict';
// Loaded before a function's code. It makes the VPC the process's only network: names are answered and connections
// are placed by the sandbox, over the IPC channel. Not a security boundary: a function is the sandbox owner's code.
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');

let nextId = 1;
const waiting = new Map();

function ask(question) {
  return new Promise((resolve) => {
    const id = nextId++;
    waiting.set(id, resolve);
    process.send({ ...question, id });
  });
}

process.on('message', (message) => {
  if (message.type !== 'answer') return;
  waiting.get(message.id)?.(message.value);
  waiting.delete(message.id);
});

// --- DNS -----------------------------------------------------------------------------------------------------

async function resolveName(name, syscall) {
  const { addresses, error } = await ask({ type: 'resolve', name });
  if (addresses) return addresses;
  const failure = new Error(`${syscall} ${error} ${name}`);
  throw Object.assign(failure, { code: error, errno: -3008, syscall, hostname: name });
}

async function lookup(hostname, options) {
  const wanted = typeof options === 'number' ? { family: options } : (options ?? {});
  const addresses = await resolveName(String(hostname), 'getaddrinfo');
  const found = addresses
    .map((address) => ({ address, family: net.isIP(address) }))
    .filter(
      ({ family }) =>
        !wanted.family || wanted.family === family || wanted.family === `IPv${family}`,
    );
  if (found.length === 0) {
    throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
      code: 'ENOTFOUND',
      hostname,
    });
  }
  return wanted.all ? found : found[0];
}

dns.lookup = (hostname, options, callback) => {
  const done = callback ?? options;
  const wanted = callback ? options : {};
  lookup(hostname, wanted).then(
    (found) => (Array.isArray(found) ? done(null, found) : done(null, found.address, found.family)),
    (error) => done(error),
  );
};
dns.promises.lookup = lookup;

const resolve4 = (name) => resolveName(name, 'queryA');
const noData = async (name) => {
  throw Object.assign(new Error(`query ENODATA ${name}`), { code: 'ENODATA', hostname: name });
};
const answers = {
  resolve4,
  resolve: (name, type) => (!type || type === 'A' ? resolve4(name) : noData(name)),
};
for (const kind of [
  'resolve6',
  'resolveAny',
  'resolveCaa',
  'resolveCname',
  'resolveMx',
  'resolveNaptr',
  'resolveNs',
  'resolvePtr',
  'resolveSoa',
  'resolveSrv',
  'resolveTxt',
  'reverse',
]) {
  answers[kind] = noData;
}
for (const [kind, run] of Object.entries(answers)) {
  const withCallback = (name, ...rest) => {
    const callback = rest.pop();
    run(name, ...rest).then((value) => callback(null, value), callback);
  };
  for (const owner of [dns, dns.Resolver.prototype]) if (owner[kind]) owner[kind] = withCallback;
  for (const owner of [dns.promises, dns.promises.Resolver.prototype])
    if (owner[kind]) owner[kind] = run;
}

// --- TCP -----------------------------------------------------------------------------------------------------

const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function connectInVpc(...args) {
  const [options, callback] = Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
  // Pipes stay as they are: they are no network.
  if (options.path) return connect.apply(this, args);
  if (callback) this.once('connect', callback);
  this.connecting = true;
  place(this, options).catch((error) => this.destroy(error));
  return this;
};

async function place(socket, options) {
  const host = options.host ?? 'localhost';
  const address = net.isIP(host) ? host : await addressOf(socket, host, options);
  const port = Number(options.port);
  const listener = await ask({ type: 'reach', address, port });
  // No route: nothing ever comes back, and the caller's own time runs out.
  if (listener === null || socket.destroyed) return;
  // The caller sees the address it connected to, not the loopback one behind it.
  for (const [name, value] of [
    ['remoteAddress', address],
    ['remotePort', port],
    ['remoteFamily', 'IPv4'],
  ]) {
    Object.defineProperty(socket, name, { value, configurable: true });
  }
  const { lookup: _lookup, localAddress: _address, localPort: _port, ...rest } = options;
  connect.call(socket, { ...rest, host: '127.0.0.1', port: listener });
}

function addressOf(socket, host, options) {
  const look = options.lookup ?? dns.lookup;
  return new Promise((resolve, reject) => {
    look(host, { family: options.family, all: false }, (error, address, family) => {
      socket.emit('lookup', error, address, family, host);
      if (error) reject(error);
      else resolve(Array.isArray(address) ? address[0].address : address);
    });
  });
}

// --- UDP: nothing leaves, nothing arrives ---------------------------------------------------------------------

dgram.Socket.prototype.send = () => {};
