import { parseArgs } from 'node:util';
import { exitCodes, Failure } from './failure';
import type { Kind } from './types';

export const usage = `usage: sluice <command>

  plan -f SPEC                          what applying the spec would do; starts nothing
  apply -f SPEC [--yes] [--wait]        launch it, or plan the change and execute that plan
  status NAME [--watch]                 how it stands; --watch until its run has ended
  usage [NAME]                          what your keys have used and have left, also when it is spent
  delete NAME [--yes] [--wait] [--with-network]
  login URL                             keep the address and a token, read from standard input

  --network    NAME is a network's, not a proxy's
  --json       JSON lines on standard output
  --lang en|ja the language of what Sluice says of plans and failures; else that of the terminal

SPEC is a file of YAML or JSON, - for standard input. SLUICE_URL and SLUICE_TOKEN say where and as whom.
Exit codes: 0 done, 1 the run failed, 2 bad input, 3 refused, 4 unreachable, 130 interrupted (the run goes on).
`;

export type Call = {
  command: 'plan' | 'apply' | 'status' | 'usage' | 'delete' | 'login' | 'help';
  /** The name, or the URL. */
  operand: string;
  file: string;
  kind: Kind;
  isYes: boolean;
  isWait: boolean;
  isWatch: boolean;
  isJson: boolean;
  /** The language asked for; empty leaves it to the terminal's. */
  lang: string;
  withNetwork: boolean;
};

const options = {
  file: { type: 'string', short: 'f' },
  yes: { type: 'boolean', short: 'y' },
  wait: { type: 'boolean' },
  watch: { type: 'boolean', short: 'w' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  network: { type: 'boolean' },
  'with-network': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Option = keyof typeof options;

/** What each command takes beside `--json` and `--lang`; anything else is a mistake, and not passed over. */
const takes: Record<Exclude<Call['command'], 'help'>, { operand?: string; options: Option[] }> = {
  plan: { options: ['file'] },
  apply: { options: ['file', 'yes', 'wait'] },
  status: { operand: 'NAME', options: ['watch', 'network'] },
  usage: { operand: '[NAME]', options: [] },
  delete: { operand: 'NAME', options: ['yes', 'wait', 'network', 'with-network'] },
  login: { operand: 'URL', options: [] },
};

/** The command line, read whole. Throws Failure with the usage. */
export function readCall(args: string[]): Call {
  const { positionals, values } = parsed(args);
  const [command, operand = '', ...more] = positionals;
  if (values.lang !== undefined && !/^(en|ja)$/.test(values.lang))
    throw wrong('--lang is en or ja');
  if (values.help || command === 'help') return callOf('help', '', values);
  if (!isCommand(command)) throw wrong(command ? `${command} is no command` : 'no command');
  const { operand: wanted, options: known } = takes[command];
  const stray = Object.keys(values).find(
    (name) => name !== 'json' && name !== 'lang' && !known.includes(name as Option),
  );
  if (stray) throw wrong(`${command} takes no --${stray}`);
  const isOptional = wanted?.startsWith('[');
  if (wanted ? operand === '' && !isOptional : operand !== '')
    throw wrong(`${command} needs ${wanted ?? '-f SPEC'}`);
  if (more.length > 0) throw wrong(`${more[0]} is one too many`);
  if (known.includes('file') && !values.file) throw wrong(`${command} needs -f SPEC`);
  return callOf(command, operand, values);
}

type Values = ReturnType<typeof parsed>['values'];

function callOf(command: Call['command'], operand: string, values: Values): Call {
  return {
    command,
    operand,
    file: values.file ?? '',
    kind: values.network ? 'network' : 'proxy',
    isYes: values.yes ?? false,
    isWait: values.wait ?? false,
    isWatch: values.watch ?? false,
    isJson: values.json ?? false,
    lang: values.lang ?? '',
    withNetwork: values['with-network'] ?? false,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (cause) {
    throw wrong(cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause));
  }
}

function isCommand(text: string | undefined): text is keyof typeof takes {
  return text !== undefined && Object.hasOwn(takes, text);
}

function wrong(what: string): Failure {
  return new Failure(exitCodes.input, [what, '', usage.trimEnd()]);
}
