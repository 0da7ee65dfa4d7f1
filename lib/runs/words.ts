import type { Format } from '../format';
import type { Translator } from '../i18n/translator';
import type { RecentCaller } from '../usage/recent';
import { type Explanation, factNames, type NextStep } from './causes/types';
import { type Consequence, callersHit } from './consequences';
import type { RunFailure } from './types';

const nothing = { from: '', to: '', slot: '', methods: [] };

/** The sentence of a consequence, the same wherever it is read. It names those of the callers whom it hits. */
export function consequenceWords(
  t: Translator<'run.consequence'>,
  format: Pick<Format, 'number' | 'list'>,
  consequence: Consequence,
  callers: readonly RecentCaller[],
): string {
  const shown = (text: string) => {
    if (text === '') return t('none');
    if (text === 'DAY' || text === 'WEEK' || text === 'MONTH') return t(`periods.${text}`);
    return /^\d+$/.test(text) ? format.number(Number(text)) : text;
  };
  const { kind, from, to, slot, methods } = { ...nothing, ...consequence };
  const hit = callerNames(t, format, callersHit(consequence, callers) ?? []);
  const who = hit ?? t(slot ? 'keyCallers' : 'callers');
  return t(kind, { from: shown(from), to: shown(to), slot, methods: methods.join(', '), who });
}

/** So many are named; a network's proxies may have hundreds. */
const namedMax = 8;

/** Callers by their names with their calls; null where there are none. */
function callerNames(
  t: Translator<'run.consequence'>,
  format: Pick<Format, 'list'>,
  callers: readonly RecentCaller[],
): string | null {
  if (callers.length === 0) return null;
  const isOne = callers.every(({ proxy }) => proxy === callers[0]?.proxy);
  const names = callers.slice(0, namedMax).map(({ proxy, slot, consumer, calls }) => {
    const key = consumer || t('callersOf', { slot });
    const name = isOne ? key : `${proxy}: ${key}`;
    return calls === null ? t('callerUnknown', { name }) : t('caller', { name, calls });
  });
  const rest = callers.length - names.length;
  return format.list(rest > 0 ? [...names, t('more', { count: rest })] : names);
}

/** The cause's sentences with the facts in them; a fact that AWS did not name reads `none`. */
export function causeWords(
  t: Translator<'cause'>,
  { logicalId }: Pick<RunFailure, 'logicalId'>,
  { cause, facts, nextSteps }: Explanation,
): { title: string; text: string; wait: string | null } {
  const unnamed = Object.fromEntries(factNames.map((name) => [name, 'none']));
  const args = { ...unnamed, ...facts, logicalId } as Parameters<typeof t>[1];
  const minutes = nextSteps.find((it) => it.kind === 'retry')?.minutes;
  return {
    title: t(`known.${cause}.title`, args),
    text: t(`known.${cause}.text`, args),
    wait: minutes === undefined ? null : t('step.wait', { minutes }),
  };
}

export type StepWords = {
  cause: Translator<'cause'>;
  recovery: Translator<'recovery'>;
  failure: Translator<'run.failure'>;
};

/** What a next step is called; `isEdit` where its form edits what stands. */
export function nextStepWords(
  { cause, recovery, failure }: StepWords,
  step: NextStep,
  isEdit: boolean,
): string {
  switch (step.kind) {
    case 'fix':
      return cause(`fix.${step.field}`);
    case 'again':
      return cause(isEdit ? 'step.againEdit' : 'step.again');
    case 'retry':
      return cause('step.retry');
    case 'raise_quota':
      return cause('step.raiseQuota');
    case 'console':
      return cause(`console.${step.at.page}`);
    case 'grant':
      return cause('step.grant');
    case 'delete_remains':
      return failure('deleteRest');
    case 'continue_rollback':
      return recovery('continue.button');
    case 'delete_retaining':
      return recovery('retain.button');
    case 'force_delete':
      return recovery('force.button');
    case 'switch_off_protection':
      return recovery('protection.turnOff');
  }
}

/** The statement that was missing, as a policy takes it. */
export function statementOf({ action, resource }: { action: string; resource: string }): string {
  return JSON.stringify({ Effect: 'Allow', Action: action, Resource: resource }, null, 2);
}
