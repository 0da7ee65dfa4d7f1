import { readFileSync } from 'node:fs';
import { type Call, readCall, usage } from './args';
import { type Client, createClient } from './client';
import { apply, type Context, plan, remove, status } from './commands';
import { type ExitCode, exitCodes, Failure } from './failure';
import { live, mend, recover, retry } from './mend';
import { createOutput } from './output';
import { ask, request, requests } from './requests';
import { roll, rolls } from './roll';
import { keepSettings, languageOf, readSettings, requireUrl } from './settings';
import { usage as myUsage } from './usage';

/** The command line: answers the exit code. No stack trace for what a person can act on. */
export async function run(args: string[]): Promise<ExitCode> {
  try {
    const call = readCall(args);
    if (call.command === 'help') {
      process.stdout.write(usage);
      return exitCodes.done;
    }
    return call.command === 'login' ? await login(call) : await perform(call);
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    process.stderr.write(`${thrown.lines.join('\n')}\n`);
    return thrown.exitCode;
  }
}

async function perform(call: Call): Promise<ExitCode> {
  const language = languageOf(process.env, call.lang);
  const client = createClient({ ...readSettings(process.env), language });
  const output = createOutput(call.isJson);
  const interrupt = onInterrupt(client);
  try {
    return await commanded(call, { client, output, following: interrupt.following });
  } finally {
    interrupt.forget();
  }
}

function commanded(call: Call, context: Context): Promise<ExitCode> {
  switch (call.command) {
    case 'plan':
      return plan(context, call.file);
    case 'apply':
      return apply(context, call.file, call);
    case 'ask':
      return ask(context, call.file, call.reason);
    case 'requests':
      return requests(context);
    case 'request':
      return request(context, call.operand, call.verb);
    case 'status':
      return status(context, call.kind, call.operand, call.isWatch);
    case 'usage':
      return myUsage(context, call.operand);
    case 'live':
      return live(context, call.kind, call.operand);
    case 'deploy':
    case 'adopt':
    case 'revert':
      return mend(context, call.kind, call.operand, call.command, call);
    case 'retry':
      return retry(context, call.operand, call);
    case 'recover':
      return recover(context, call.kind, call.operand, call);
    case 'rolls':
      return rolls(context);
    case 'roll':
      return roll(context, call.operand, call.verb, call);
    default:
      return remove(context, call.kind, call.operand, call);
  }
}

/** Ctrl-C ends the watching, never the run: it says where that goes on. */
function onInterrupt(client: Client) {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  let runId: string | null = null;
  const end = () => {
    if (runId) process.stderr.write(`\nThe run goes on: ${client.runUrl(runId)}\n`);
    process.exit(exitCodes.interrupted);
  };
  for (const signal of signals) process.on(signal, end);
  return {
    following: (id: string | null) => {
      runId = id;
    },
    forget: () => {
      for (const signal of signals) process.off(signal, end);
    },
  };
}

/** Proves the token before it keeps it. It is read and never an argument: arguments are everybody's to see. */
async function login({ operand: url, isJson }: Call): Promise<ExitCode> {
  requireUrl(url);
  const token = process.env.SLUICE_TOKEN || readToken();
  if (token === '') throw new Failure(exitCodes.input, ['no token on standard input']);
  type Owner = { owner: string; prefix: string; scopes: string[] };
  const { body } = await createClient({ url, token }).ask<Owner>('GET', '/token');
  const file = keepSettings(process.env, { url, token });
  const output = createOutput(isJson);
  output.say(`${body.owner} by ${body.prefix}… (${body.scopes.join(', ')}), kept in ${file}`);
  output.json({ ...body, file });
  return exitCodes.done;
}

function readToken(): string {
  if (process.stdin.isTTY) process.stderr.write('Token, then Enter and Ctrl-D: ');
  return readFileSync(0, 'utf8').trim();
}
