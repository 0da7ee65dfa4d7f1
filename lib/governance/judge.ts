import { type Facts, factsOf, isBeyond, isMeant, isWider } from './facts';
import type { Bound, Guardrails, Rule } from './guardrails';
import { rulesOf } from './rules-of';
import {
  approvers,
  type Finding,
  type FindingField,
  type JudgedChange,
  type Verdict,
} from './types';

/**
 * What the guardrails say of a launch or a change; pure and total. The strictest rule decides, so their order does
 * not. Of the change of a proxy that stands, a rule speaks only where it had nothing to say before, or where what it
 * bounds becomes wider: whoever lowers a quota asks nobody, and an old excess is nobody's obstacle.
 */
export function judge(guardrails: Guardrails, change: JudgedChange): Verdict {
  const { team, spec, saved, upstream, now } = change;
  const after = factsOf(team, spec, upstream, now);
  const before = saved && factsBefore(change, after);
  const findings = rulesOf(guardrails, team)
    .map(({ rule }) => rule)
    .filter((rule) => speaks(rule, after) && !(before && spoke(rule, before, after)))
    .map((rule) => findingOf(rule, spec.limits.quota === null));
  return verdictOfFindings(findings);
}

/** What findings amount to together. */
export function verdictOfFindings(findings: Finding[]): Verdict {
  const isNo = findings.some(({ verdict }) => verdict === 'no');
  return {
    kind: findings.length === 0 ? 'at_once' : isNo ? 'no' : 'approval',
    findings,
    approvers: isNo
      ? []
      : approvers.filter((approver) => findings.some((finding) => finding.approver === approver)),
  };
}

/** What the register said of another host is not asked: then all that it decides counts as new. */
function factsBefore({ team, saved, spec, upstream, now }: JudgedChange, after: Facts): Facts {
  const before = factsOf(team, saved ?? spec, undefined, now);
  return before.host === after.host ? factsOf(team, saved ?? spec, upstream, now) : before;
}

function speaks(rule: Rule, facts: Facts): boolean {
  return isMeant(rule.when, facts) && isBeyond(rule.bound, facts);
}

/** Whether the rule had the same to say of what stands already. */
function spoke(rule: Rule, before: Facts, after: Facts): boolean {
  return speaks(rule, before) && !isWider(rule.bound.of, before, after);
}

function findingOf(rule: Rule, isWithoutQuota: boolean): Finding {
  const { of } = rule.bound;
  return {
    rule: rule.id,
    field: of === 'quotaPerDay' && isWithoutQuota ? 'quotaPeriod' : findingFields[of],
    verdict: rule.verdict,
    approver: rule.verdict === 'approval' ? rule.approver : null,
    reason: rule.reason,
    reasonJa: rule.reasonJa ?? null,
  };
}

/** The form's field that each bound is about. */
export const findingFields: Record<Bound['of'], FindingField> = {
  quotaPerDay: 'quotaLimit',
  ratePerSecond: 'rate',
  burst: 'burst',
  timeoutSeconds: 'timeoutSeconds',
  keys: 'keys',
  lifetimeDays: 'endsOn',
  host: 'upstreamUrl',
  path: 'upstreamUrl',
  method: 'methods',
  network: 'networkChoice',
  environment: 'environment',
  dataClass: 'upstreamUrl',
  upstreamState: 'upstreamUrl',
};
