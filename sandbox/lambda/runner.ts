import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxContext } from '../context';
import { environmentOf } from './environment';
import { InvocationLog } from './invocation-log';
import { reach, resolve } from './network';
import type { LambdaFunction } from './store';
import { Worker, type WorkerResult } from './worker';

export type Invocation = {
  payload: string;
  functionError: string | null;
  log: string;
  requestId: string;
};

/** Runs functions. Warm processes are kept per function and thrown away when its code or settings change. */
export interface Runner {
  invoke(fn: LambdaFunction, event: string): Promise<Invocation>;
  /** Ends the processes of a function that is gone. */
  forget(functionName: string): void;
  /** How many invocations of a function are under way. */
  running(functionName: string): number;
  close(): Promise<void>;
}

const idleMsMax = 300_000;
/** Lambda's bound on a synchronous answer. */
const payloadBytesMax = 6 * 1024 * 1024;

export async function createRunner(
  context: SandboxContext,
  links: { caPem: string; portOf(endpointId: string): number | null },
): Promise<Runner> {
  const home = await mkdtemp(join(tmpdir(), 'sluice-functions-'));
  const caFile = join(home, 'ca.pem');
  await writeFile(caFile, links.caPem);
  const pools = new Map<string, Worker[]>();

  async function start(fn: LambdaFunction): Promise<Worker> {
    // A folder for each environment: another that starts at the same moment would read code half written.
    const taskRoot = await mkdtemp(join(home, `${fn.revisionId}-`));
    await writeFile(join(taskRoot, 'index.js'), fn.source);
    return new Worker({
      revisionId: fn.revisionId,
      env: environmentOf(context, fn, { taskRoot, caFile }),
      taskRoot,
      network: {
        // Asked for each time, so that a changed rule holds for warm processes as well.
        resolve: (name) => resolve(context, fn.vpc?.vpcId ?? null, name),
        reach(address, port) {
          const endpoint = reach(context, fn, address, port);
          return endpoint && links.portOf(endpoint.vpcEndpointId);
        },
      },
    });
  }

  async function borrow(fn: LambdaFunction): Promise<Worker> {
    for (const worker of pools.get(fn.name) ?? []) {
      if (!worker.isBusy && worker.revisionId !== fn.revisionId) worker.stop();
    }
    const warm = pools.get(fn.name)?.find((it) => !it.isBusy && !it.isGone);
    if (warm) {
      warm.isBusy = true;
      return warm;
    }
    const worker = await start(fn);
    worker.isBusy = true;
    // Read anew: others may have started while this one did.
    const others = (pools.get(fn.name) ?? []).filter((it) => !it.isGone);
    pools.set(fn.name, [...others, worker]);
    return worker;
  }

  /** Frozen environments cost Lambda's users nothing; here each is a process, so it ends some time after its work. */
  function retireWhenIdle(worker: Worker): void {
    const { served } = worker;
    const timer = setTimeout(() => {
      if (!worker.isBusy && worker.served === served) worker.stop();
    }, idleMsMax);
    timer.unref();
  }

  function forget(name: string): void {
    for (const worker of pools.get(name) ?? []) worker.stop();
    pools.delete(name);
  }

  return {
    async invoke(fn, event) {
      const requestId = randomUUID();
      const log = new InvocationLog(context, fn, requestId);
      const worker = await borrow(fn);
      const settings = { ...contextOf(fn), awsRequestId: requestId };
      const result = await worker.run(event, settings, fn.timeout * 1000, (it) => log.line(it));
      worker.isBusy = false;
      retireWhenIdle(worker);
      const outcome = toOutcome(result, fn, requestId);
      log.end(result.kind === 'timedOut' ? 'timeout' : outcome.functionError ? 'error' : 'success');
      context.touch();
      return { ...outcome, requestId, log: log.tail() };
    },
    running: (name) => (pools.get(name) ?? []).filter((it) => it.isBusy && !it.isGone).length,
    forget,
    async close() {
      for (const name of [...pools.keys()]) forget(name);
      await rm(home, { recursive: true, force: true });
    },
  };
}

function contextOf(fn: LambdaFunction): object {
  return {
    functionName: fn.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: fn.arn,
    memoryLimitInMB: String(fn.memorySize),
    logGroupName: fn.logGroup,
    logStreamName: `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]`,
  };
}

/** Errors as Lambda words them (Lambda developer guide, function errors in Node.js; troubleshooting). */
function toOutcome(
  result: WorkerResult,
  fn: LambdaFunction,
  requestId: string,
): { payload: string; functionError: string | null } {
  if (result.kind === 'timedOut') {
    const message = `RequestId: ${requestId} Error: Task timed out after ${fn.timeout.toFixed(2)} seconds`;
    return unhandled({ errorType: 'Sandbox.Timedout', errorMessage: message });
  }
  if (result.kind === 'exited') {
    const message = `RequestId: ${requestId} Error: Runtime exited with error: ${result.reason}`;
    return unhandled({ errorType: 'Runtime.ExitError', errorMessage: message });
  }
  if (Buffer.byteLength(result.payload) > payloadBytesMax) {
    return unhandled({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size exceeded maximum allowed payload size (${payloadBytesMax} bytes).`,
    });
  }
  return { payload: result.payload, functionError: result.ok ? null : 'Unhandled' };
}

function unhandled(fault: object): { payload: string; functionError: string } {
  return { payload: JSON.stringify(fault), functionError: 'Unhandled' };
}
