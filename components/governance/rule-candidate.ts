import {
  amountBounds,
  type Bound,
  judgedUpstreamStates,
  type TeamRule,
  teamRuleSchema,
} from '@/lib/governance/guardrails';
import { dataClasses } from '@/lib/upstreams/types';
import { environments } from '@/templates/names';
import { httpMethods } from '@/templates/proxy/http-methods';
import { faultsOf } from '@/templates/spec';

/** What the form of a rule holds: texts, as they are typed. */
export type RuleValues = {
  id: string;
  of: Bound['of'];
  max: string;
  only: string;
  verdict: 'platform' | 'team_owner' | 'no' | 'at_once';
  reason: string;
  reasonJa: string;
} & Record<WhenName, string>;

export type WhenName = (typeof whenNames)[number];
export const whenNames = ['environments', 'teams', 'networks', 'hosts', 'dataClasses'] as const;

export const bounds: readonly Bound['of'][] = [
  ...amountBounds,
  'host',
  'path',
  'method',
  'network',
  'environment',
  'dataClass',
  'upstreamState',
];

/** The words that a bound may be given, where they are few. */
export const choicesOf: Partial<Record<Bound['of'] | WhenName, readonly string[]>> = {
  method: httpMethods,
  environment: environments,
  environments,
  dataClass: dataClasses,
  dataClasses,
  upstreamState: judgedUpstreamStates,
};

export function isAmount(of: Bound['of']): boolean {
  return amountBounds.some((each) => each === of);
}

export function valuesOf(rule: TeamRule | null): RuleValues {
  const empty = {
    ...{ id: '', of: 'quotaPerDay' as const, max: '', only: '', verdict: 'platform' as const },
    ...{ reason: '', reasonJa: '' },
    ...{ environments: '', teams: '', networks: '', hosts: '', dataClasses: '' },
  };
  if (!rule) return empty;
  if (rule.verdict === 'at_once') {
    return { ...empty, id: rule.id, verdict: 'at_once', reason: rule.reason };
  }
  const { id, when, bound, reason, reasonJa = '' } = rule;
  const conditions = whenNames.map((name) => [name, (when[name] ?? []).join(', ')]);
  return {
    ...empty,
    ...{ id, reason, reasonJa, of: bound.of },
    ...('max' in bound ? { max: String(bound.max) } : { only: bound.only.join(', ') }),
    verdict: rule.verdict === 'no' ? 'no' : rule.approver,
    ...Object.fromEntries(conditions),
  };
}

/** The rule that the values mean, or what is wrong with them by the schema of the file. */
export function readRule(
  values: RuleValues,
): { ok: true; rule: TeamRule } | { ok: false; faults: { path: string; message: string }[] } {
  const { id, of, verdict, reason } = values;
  const reasonJa = values.reasonJa.trim() || undefined;
  const conditions = whenNames.flatMap((name) =>
    values[name].trim() ? [[name, listOf(values[name])] as const] : [],
  );
  const max = values.max.trim() === '' ? Number.NaN : Number(values.max);
  const rule =
    verdict === 'at_once'
      ? { id, verdict, reason }
      : {
          ...{ id, reason, ...(reasonJa ? { reasonJa } : {}) },
          when: Object.fromEntries(conditions),
          bound: isAmount(of) ? { of, max } : { of, only: listOf(values.only) },
          ...(verdict === 'no' ? { verdict } : { verdict: 'approval', approver: verdict }),
        };
  const parsed = teamRuleSchema.safeParse(rule);
  if (parsed.success) return { ok: true, rule: parsed.data };
  return { ok: false, faults: faultsOf(parsed.error) };
}

function listOf(text: string): string[] {
  return text
    .split(/[,、\s]+/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
