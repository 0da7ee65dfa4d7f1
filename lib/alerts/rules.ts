import {
  type Rule,
  type RuleName,
  type RuleSource,
  type Rules,
  ruleNames,
  type SourcedRules,
} from './types';

/** What is watched where nobody chose otherwise. */
export const defaultRules: Rules = {
  quota_50: { isOn: true, value: 50 },
  quota_80: { isOn: true, value: 80 },
  quota_95: { isOn: true, value: 95 },
  quota_100: { isOn: true, value: 100 },
  forecast: { isOn: true, value: 0 },
  throttled: { isOn: true, value: 5 },
  probe: { isOn: true, value: 0 },
  key_age: { isOn: true, value: 90 },
  lifetime: { isOn: true, value: 0 },
  certificate: { isOn: true, value: 0 },
};

/** What a person may choose, where there is something to choose. */
export const valueBounds = {
  throttled: { min: 1, max: 100 },
  // API Gateway knows no age of a key; ten years are as good as never.
  key_age: { min: 1, max: 3650 },
} as const satisfies Partial<Record<RuleName, { min: number; max: number }>>;

export type StoredRule = Rule & { rule: RuleName };

/** Sluice's defaults, what the team has chosen over them, and what the proxy has over both. */
export function resolveRules(
  team: readonly StoredRule[],
  proxy: readonly StoredRule[],
): SourcedRules {
  const resolved = ruleNames.map((name) => {
    const own = proxy.find(({ rule }) => rule === name);
    const shared = team.find(({ rule }) => rule === name);
    const { isOn, value } = own ?? shared ?? defaultRules[name];
    const source = own ? 'proxy' : shared ? 'team' : 'sluice';
    return [name, { isOn, value, source }];
  });
  return Object.fromEntries(resolved);
}

/** Rules that pages offer. */
export const watchedRules = ruleNames;

/** Whose choice each rule is. */
export function sourcesOf(rules: SourcedRules): Record<RuleName, RuleSource> {
  return Object.fromEntries(ruleNames.map((name) => [name, rules[name].source])) as Record<
    RuleName,
    RuleSource
  >;
}

export const sluiceSources = sourcesOf(resolveRules([], []));
