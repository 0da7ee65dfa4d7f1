import type { Guardrails, Rule } from './guardrails';

/** Where a rule comes from: every installation has the first, the platform team writes the others. */
export type RuleOrigin = 'always' | 'default' | 'team';

/** In force wherever no rule of the same id stands in its place. */
const always: readonly Rule[] = [
  {
    id: 'refused-upstream',
    when: {},
    bound: { of: 'upstreamState', only: ['unregistered', 'proposed', 'approved'] },
    verdict: 'no',
    reason: 'This upstream was declined or retired: its entry in the register says why.',
    reasonJa: 'この接続先は却下または廃止されています。理由は登録簿に書かれています。',
  },
];

/**
 * The rules that bind a team. One of the team's stands in the place of the default of the same id, whichever is
 * milder; `at_once` takes that default away. The order is that of the document, and no verdict depends on it.
 */
export function rulesOf(
  guardrails: Guardrails,
  team: string,
): { rule: Rule; origin: RuleOrigin }[] {
  const own = (Object.hasOwn(guardrails.teams, team) && guardrails.teams[team]) || [];
  const named = new Set([...guardrails.defaults, ...own].map(({ id }) => id));
  const general = [
    ...always
      .filter(({ id }) => !named.has(id))
      .map((rule) => ({ rule, origin: 'always' as const })),
    ...guardrails.defaults.map((rule) => ({ rule, origin: 'default' as const })),
  ];
  const overridden = new Set(own.map(({ id }) => id));
  return [
    ...general.filter(({ rule }) => !overridden.has(rule.id)),
    ...own.flatMap((rule) =>
      rule.verdict === 'at_once' ? [] : [{ rule, origin: 'team' as const }],
    ),
  ];
}
