import type { Guardrails, TeamRule } from '@/lib/governance/guardrails';

/** Whose rules are shown: the defaults, or one team's. */
export type Scope = { team: string | null };

export function rulesIn({ defaults, teams }: Guardrails, { team }: Scope): readonly TeamRule[] {
  return team === null ? defaults : (teams[team] ?? []);
}

/** The document with other rules in one scope; a team without any is left out. */
export function withRules(
  guardrails: Guardrails,
  { team }: Scope,
  rules: readonly TeamRule[],
): Guardrails {
  if (team === null) {
    return { ...guardrails, defaults: rules.filter((rule) => rule.verdict !== 'at_once') };
  }
  const { [team]: _, ...others } = guardrails.teams;
  return {
    ...guardrails,
    teams: rules.length > 0 ? { ...others, [team]: [...rules] } : others,
  };
}

/** One rule in the place of the one that it was made of, or at the end. */
export function withRule(
  rules: readonly TeamRule[],
  rule: TeamRule,
  before: string | null,
): TeamRule[] {
  const at = rules.findIndex(({ id }) => id === before);
  return at < 0 ? [...rules, rule] : rules.map((each, index) => (index === at ? rule : each));
}

/** The rule one place up (-1) or down (1). */
export function moved(rules: readonly TeamRule[], at: number, by: -1 | 1): TeamRule[] {
  const list = [...rules];
  const [rule] = list.splice(at, 1);
  if (rule) list.splice(Math.max(0, at + by), 0, rule);
  return list;
}
