import { parseArgs } from 'node:util';
import { exitCodes, Failure } from './failure';
import type { Kind } from './types';

export const usage = `usage: sluice <command>

  plan -f SPEC                          what applying the spec would do; starts nothing
  apply -f SPEC [--yes] [--wait]        launch it, or plan the change and execute that plan
  ask -f SPEC --reason TEXT             ask for what the guardrails do not let through at once; starts nothing
  requests                              what was asked for, newest first
  request show|withdraw REQUEST         a request with what it would change; take it back. People decide in the browser
  status NAME [--watch]                 how it stands; --watch until its run has ended
  usage [NAME]                          what your keys have used and have left, also when it is spent
  delete NAME [--yes] [--wait] [--with-network]
  live NAME                             where what is saved, deployed and actual differ
  deploy NAME [--yes] [--wait]          make what is saved live
  adopt NAME [--yes] [--wait]           save what was changed outside, as far as a spec can say it
  revert NAME [--yes] [--wait]          put back what was changed outside
  retry RUN [--yes] [--wait]            ask once more for what a failed run was asked for
  recover NAME VERB [--resources IDS] [--dry-run] [--yes] [--wait]
                                        VERB: continue_rollback (leaving IDS as they are), delete_retaining (keeping
                                        IDS in the account), force_delete, protect, unprotect
  rolls                                 what is behind the template version, and the last rolls
  roll preview                          plan the change of all that is behind; changes nothing
  roll show|start|stop ROLL             a roll's plans; carry them out wave by wave; begin nothing more
  login URL                             keep the address and a token, read from standard input

  --network    NAME is a network's, not a proxy's
  --json       JSON lines on standard output
  --lang en|ja the language of what Sluice says of plans and failures; else that of the terminal

SPEC is a file of YAML or JSON, - for standard input. SLUICE_URL and SLUICE_TOKEN say where and as whom.
Exit codes: 0 done, 1 the run failed, 2 bad input, 3 refused, 4 unreachable, 130 interrupted (the run goes on).
`;

export type Call = {
  command: keyof typeof takes | 'help';
  /** The name, the run, or the URL. */
  operand: string;
  /** What to do with it, where there are several things. */
  verb: string;
  file: string;
  kind: Kind;
  isYes: boolean;
  isWait: boolean;
  isWatch: boolean;
  isJson: boolean;
  /** The language asked for; empty leaves it to the terminal's. */
  lang: string;
  withNetwork: boolean;
  reason: string;
  isDryRun: boolean;
  /** Logical ids. */
  resources: string[];
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
  'dry-run': { type: 'boolean' },
  resources: { type: 'string' },
  reason: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Option = keyof typeof options;

/** What each command takes beside `--json` and `--lang`; anything else is a mistake, and not passed over. */
const takes = {
  plan: { operands: [], options: ['file'] },
  apply: { operands: [], options: ['file', 'yes', 'wait'] },
  ask: { operands: [], options: ['file', 'reason'] },
  requests: { operands: [], options: [] },
  request: { operands: ['show|withdraw', 'REQUEST'], options: [] },
  status: { operands: ['NAME'], options: ['watch', 'network'] },
  usage: { operands: ['[NAME]'], options: [] },
  delete: { operands: ['NAME'], options: ['yes', 'wait', 'network', 'with-network'] },
  live: { operands: ['NAME'], options: ['network'] },
  deploy: { operands: ['NAME'], options: ['yes', 'wait', 'network'] },
  adopt: { operands: ['NAME'], options: ['yes', 'wait', 'network'] },
  revert: { operands: ['NAME'], options: ['yes', 'wait', 'network'] },
  retry: { operands: ['RUN'], options: ['yes', 'wait'] },
  recover: {
    operands: ['NAME', 'VERB'],
    options: ['resources', 'dry-run', 'yes', 'wait', 'network'],
  },
  rolls: { operands: [], options: [] },
  roll: { operands: ['show|preview|start|stop', '[ROLL]'], options: ['yes'] },
  login: { operands: ['URL'], options: [] },
} as const satisfies Record<string, { operands: string[]; options: Option[] }>;

/** The command line, read whole. Throws Failure with the usage. */
export function readCall(args: string[]): Call {
  const { positionals, values } = parsed(args);
  const [command, ...given] = positionals;
  if (values.lang !== undefined && !/^(en|ja)$/.test(values.lang))
    throw wrong('--lang is en or ja');
  if (values.help || command === 'help') return callOf('help', [], values);
  if (!isCommand(command)) throw wrong(command ? `${command} is no command` : 'no command');
  const { operands, options: known }: { operands: readonly string[]; options: readonly Option[] } =
    takes[command];
  const stray = Object.keys(values).find(
    (name) => name !== 'json' && name !== 'lang' && !known.includes(name as Option),
  );
  if (stray) throw wrong(`${command} takes no --${stray}`);
  const missing = operands.find((name, index) => !given[index] && !name.startsWith('['));
  if (missing) throw wrong(`${command} needs ${missing}`);
  if (given.length > operands.length)
    throw wrong(
      operands.length > 0
        ? `${given[operands.length]} is one too many`
        : `${command} needs -f SPEC`,
    );
  if (known.includes('file') && !values.file) throw wrong(`${command} needs -f SPEC`);
  if (known.includes('reason') && !values.reason) throw wrong(`${command} needs --reason TEXT`);
  return callOf(command, given, values);
}

type Values = ReturnType<typeof parsed>['values'];

function callOf(command: Call['command'], given: readonly string[], values: Values): Call {
  const [operand = '', verb = ''] = given;
  return {
    command,
    operand,
    verb,
    file: values.file ?? '',
    kind: values.network ? 'network' : 'proxy',
    isYes: values.yes ?? false,
    isWait: values.wait ?? false,
    isWatch: values.watch ?? false,
    isJson: values.json ?? false,
    lang: values.lang ?? '',
    withNetwork: values['with-network'] ?? false,
    reason: values.reason ?? '',
    isDryRun: values['dry-run'] ?? false,
    resources: values.resources?.split(',') ?? [],
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
