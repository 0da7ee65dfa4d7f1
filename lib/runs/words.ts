import type { Format } from '../format';
import type { Translator } from '../i18n/translator';
import { type Explanation, factNames, type NextStep } from './causes/types';
import type { Consequence } from './consequences';
import type { RunFailure } from './types';

const nothing = { from: '', to: '', slot: '', methods: [] };

/** The sentence of a consequence, the same wherever it is read. */
export function consequenceWords(
  t: Translator<'run.consequence'>,
  format: Pick<Format, 'number'>,
  consequence: Consequence,
): string {
  const shown = (text: string) => {
    if (text === '') return t('none');
    if (text === 'DAY' || text === 'WEEK' || text === 'MONTH') return t(`periods.${text}`);
    return /^\d+$/.test(text) ? format.number(Number(text)) : text;
  };
  const { kind, from, to, slot, methods } = { ...nothing, ...consequence };
  return t(kind, { from: shown(from), to: shown(to), slot, methods: methods.join(', ') });
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
