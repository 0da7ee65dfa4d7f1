'use strict';
// The runtime of a function: loads the handler once, then runs one event after another, as Lambda's Node runtime.
const path = require('node:path');
const util = require('node:util');

const levels = {
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  trace: 'TRACE',
};
for (const [method, level] of Object.entries(levels)) {
  console[method] = (...args) =>
    process.send({ type: 'log', level, message: util.format(...args) });
}

process.on('disconnect', () => process.exit(0));

function describeFault(error) {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: util.format(error), trace: [] };
  }
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: String(error.stack).split('\n'),
  };
}

function named(name, message) {
  return Object.assign(new Error(message), { name });
}

function load() {
  const [file, ...names] = process.env._HANDLER.split('.');
  let loaded;
  try {
    loaded = require(path.join(process.env.LAMBDA_TASK_ROOT, `${file}.js`));
  } catch (error) {
    if (error instanceof SyntaxError) throw named('Runtime.UserCodeSyntaxError', String(error));
    if (error.code === 'MODULE_NOT_FOUND')
      throw named('Runtime.ImportModuleError', `Error: ${error.message}`);
    throw error;
  }
  const handler = names.reduce((value, name) => value?.[name], loaded);
  if (typeof handler !== 'function') {
    throw named('Runtime.HandlerNotFound', `${process.env._HANDLER} is undefined or not exported`);
  }
  return handler;
}

let handler;
let initFault = null;
try {
  handler = load();
} catch (error) {
  initFault = error;
}

function run(event, context) {
  if (initFault) return Promise.reject(initFault);
  return new Promise((resolve, reject) => {
    const returned = handler(event, context, (error, value) =>
      error ? reject(error) : resolve(value),
    );
    if (returned && typeof returned.then === 'function') returned.then(resolve, reject);
    else if (handler.length < 3) resolve(returned);
  });
}

process.on('message', async (message) => {
  if (message.type !== 'invoke') return;
  const deadline = Date.now() + message.timeoutMs;
  const context = {
    ...message.context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const value = await run(JSON.parse(message.event), context);
    process.send({ type: 'result', ok: true, payload: JSON.stringify(value) ?? 'null' });
  } catch (error) {
    const fault = describeFault(error);
    process.send({
      type: 'log',
      level: 'ERROR',
      message: `Invoke Error \t${JSON.stringify(fault)}`,
    });
    process.send({ type: 'result', ok: false, payload: JSON.stringify(fault) });
  }
});

process.on('uncaughtException', (error) => {
  process.send({ type: 'result', ok: false, payload: JSON.stringify(describeFault(error)) }, () =>
    process.exit(1),
  );
});

process.send({ type: 'ready' });
