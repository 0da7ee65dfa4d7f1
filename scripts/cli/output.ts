import { createInterface } from 'node:readline/promises';
import type {
  Consequence,
  DryRun,
  LiveReport,
  NextStep,
  Plan,
  RunDetail,
  RunEvent,
  Standing,
} from './types';

/** Where answers and progress go. With `--json` standard output is JSON lines and nothing else. */
export type Output = {
  isJson: boolean;
  /** For people, on standard output; nothing with `--json`. */
  say(line: string): void;
  /** For programs, with `--json` alone. */
  json(value: unknown): void;
  /** For people, on standard error, whatever is asked for. */
  note(line: string): void;
};

export function createOutput(isJson: boolean): Output {
  return {
    isJson,
    say: (line) => {
      if (!isJson) process.stdout.write(`${plain(line)}\n`);
    },
    json: (value) => {
      if (isJson) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    note: (line) => void process.stderr.write(`${plain(line)}\n`),
  };
}

/** Control characters in what others wrote would drive the terminal. */
function plain(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return line.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '?');
}

/** Asks a person, on standard error; false where nobody is there to answer. */
export async function asks(question: string, wanted: RegExp): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return wanted.test((await lines.question(question)).trim());
  } finally {
    lines.close();
  }
}

export function isAttended(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

export function eventLine({ at, status, logicalId, resourceType, reason }: RunEvent): string {
  const line = `${at.slice(11, 19)}  ${status.padEnd(28)} ${logicalId} (${resourceType})`;
  return reason ? `${line}: ${reason}` : line;
}

export function planLines(plans: readonly Plan[]): string[] {
  return plans.flatMap(({ changes }) =>
    changes.flatMap(({ action, logicalId, resourceType, replacement, properties }) => [
      `  ${action} ${logicalId} (${resourceType})${replacement === 'True' ? ', replaced' : ''}`,
      ...properties.map(
        ({ path, before, after }) => `    ${path}: ${before ?? '(none)'} → ${after ?? '(none)'}`,
      ),
    ]),
  );
}

const signs: Record<string, string> = { breaks: '!', changes: '*' };

/** What callers will feel; what breaks them is marked. */
export function consequenceLines(consequences: readonly Consequence[]): string[] {
  return consequences.map(({ weight, text }) => `  ${signs[weight] ?? '-'} ${text}`);
}

export function dryRunLines(dryRun: DryRun): string[] {
  const { action, subject, changes, consequences, deletes, stacks } = dryRun;
  const name = `${subject.kind} ${subject.name}`;
  if (action === 'delete')
    return [
      `Would delete:`,
      ...deletes.map((it) => `  ${it.kind} ${it.name} (${it.stackName})`),
      ...callerLines(dryRun),
    ];
  if (action === 'create')
    return [
      `Would create ${name}:`,
      ...stacks.map((it) => `  ${it.kind} ${it.name} (${it.stackName})`),
    ];
  if (action === 'update' && changes.length === 0) return [`${name} is as the spec says.`];
  return [
    action === 'update' ? `Would change ${name}:` : `Would ${action} ${name}:`,
    ...deletes.map((it) => `  delete ${it.kind} ${it.name} (${it.stackName})`),
    ...changes.map(changeLine),
    ...consequenceLines(consequences),
  ];
}

export function changeLine({ path, before, after }: DryRun['changes'][number]): string {
  return `  ${path}: ${text(before)} → ${text(after)}`;
}

function callerLines({ callers }: DryRun): string[] {
  if (!callers) return [];
  if (!callers.keys) return ['Who called in the last 7 days is not known.'];
  return [
    `Calls in the last 7 days, by key${callers.asOf ? `, as of ${callers.asOf}` : ''}:`,
    ...callers.keys.map(
      ({ slot, consumer, calls }) =>
        `  key ${slot}${consumer ? `, ${consumer}` : ''}: ${calls ?? 'not known'}`,
    ),
  ];
}

export function refusalLines({ refusals, verdict }: DryRun): string[] {
  return [
    ...refusals.map(({ code, detail }) => `In the way: ${detail ?? code}`),
    ...askLines(verdict),
  ];
}

/** How to go on where somebody's word is all that is missing. */
export function askLines(verdict: { kind: string } | null | undefined): string[] {
  return verdict?.kind === 'approval' ? ['  > Ask for it: sluice ask -f SPEC --reason TEXT'] : [];
}

export function standingLines(standing: Standing): string[] {
  const { name, phase, status, statusReason, team, environment, quota, usage, proxies } = standing;
  const empty = usage?.empty;
  return [
    `${name}: ${phase} (${status})${statusReason ? `: ${statusReason}` : ''}`,
    `  team ${team}, ${environment}`,
    ...(standing.outputs.InvokeUrl ? [`  ${standing.outputs.InvokeUrl}`] : []),
    ...(quota
      ? [`  ${quota.left} of ${quota.limit} left this ${quota.period}, as of ${quota.asOf}`]
      : []),
    ...(empty
      ? [`  empty at about ${empty.at} (${empty.earliest} to ${empty.latest ?? 'never'})`]
      : []),
    ...(proxies ? [`  proxies: ${proxies.join(', ') || 'none'}`] : []),
    ...(standing.activeRunId ? [`  run ${standing.activeRunId} is working on it`] : []),
    ...(standing.problem ? [`  as of ${standing.asOf}: ${standing.problem.code}`] : []),
  ];
}

/** Each property that is not the same on all three sides. */
export function differenceLines({ differences, checkedAt, problem }: LiveReport): string[] {
  const side = (value: string | null) => value ?? '(none)';
  const lines = differences.flatMap((one) => [
    `  ${[one.where, one.property].filter(Boolean).join(' ')}${one.isAdoptable ? ', adoptable' : ''}${one.isRevertible ? ', revertible' : ''}`,
    `    saved ${side(one.ours)} · deployed ${side(one.deployed)} · actual ${side(one.actual)}`,
  ]);
  const age = checkedAt === null ? '  AWS was not asked yet' : `  as of ${checkedAt}`;
  return [...lines, problem ? `${age}: ${problem.detail ?? problem.code}` : age];
}

/** How a run ended: of a failure the cause in plain words, AWS's own under it, and what can be done. */
export function endLines(run: RunDetail, urlOf: (path: string) => string): string[] {
  const { failure, problem, state, cause, nextSteps } = run;
  const ended = `Run ${run.id} ${state}: ${urlOf(`/runs/${run.id}`)}`;
  if (state !== 'failed') return [ended];
  const why = failure
    ? [`  ${failure.logicalId || failure.stackName}: ${failure.reason}`]
    : problem
      ? [`  ${problem.detail ?? problem.code}`]
      : [];
  return [
    ended,
    ...(cause ? [`  ${cause.title}`, `  ${cause.text}`] : []),
    ...why,
    ...nextSteps.map((step) => nextLine(step, run, urlOf)),
  ];
}

function nextLine(step: NextStep, run: RunDetail, urlOf: (path: string) => string): string {
  const shown = step.statement?.replaceAll(/\s+/g, ' ') ?? (step.href && urlOf(step.href));
  const way = commandOf(step, run) ?? shown;
  return `  > ${[step.text, way].filter(Boolean).join(': ')}`;
}

/** The command that takes a step; null where there is none. */
function commandOf({ call }: NextStep, { id }: RunDetail): string | null {
  if (call?.path.endsWith(`/runs/${id}/retry`)) return `sluice retry ${id}`;
  const [, list, name = '', more] =
    /^\/api\/v1\/(proxies|networks)\/([^/]+)(\/recover)?$/.exec(call?.path ?? '') ?? [];
  if (!call || !list) return null;
  const of = list === 'networks' ? ' --network' : '';
  if (!more) return `sluice delete ${name}${of}`;
  const { verb, skip, retain } = call.body as { verb: string; skip?: string[]; retain?: string[] };
  const resources = (skip ?? retain ?? []).join(',');
  return `sluice recover ${name} ${verb}${resources && ` --resources ${resources}`}${of}`;
}

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
