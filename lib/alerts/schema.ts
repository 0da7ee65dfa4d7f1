import { z } from 'zod';
import { locales } from '../i18n/locales';
import { isZone } from './quiet';
import { defaultRules, valueBounds } from './rules';
import { channelNameLengthMax, type RuleName, ruleNames } from './types';

/* Messages are keys of the catalogue's `alerts.invalid`. */

const team = z.string().min(1).max(63);
const proxy = z.string().min(1).max(40);

const minuteOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

export const settingsSchema = z
  .object({
    team,
    locale: z.enum(locales),
    zone: z.string().min(1).max(60).refine(isZone, 'zone'),
    isQuiet: z.stringbool().default(false),
    quietFrom: minuteOfDay,
    quietUntil: minuteOfDay,
  })
  .refine(({ isQuiet, quietFrom, quietUntil }) => !isQuiet || quietFrom !== quietUntil, {
    path: ['quietUntil'],
    message: 'sameTime',
  });

export type SettingsInput = z.output<typeof settingsSchema>;

/** Of the URL only what cannot be otherwise; where it may lead is decided where it is used. */
export const newChannelSchema = z.discriminatedUnion('kind', [
  z.object({
    team,
    kind: z.literal('email'),
    name: channelName(),
    to: z.email('email').max(254),
  }),
  z.object({
    team,
    kind: z.enum(['webhook', 'slack']),
    name: channelName(),
    to: z.url({ protocol: /^https?$/, error: 'url' }).max(2_000),
  }),
]);

export type NewChannelInput = z.output<typeof newChannelSchema>;

export const channelSchema = z.object({ id: z.string().min(1).max(60) });

export const rulesSchema = z.object({
  team,
  proxy: proxy.nullable(),
  rules: z.object({
    quota_50: fixedRule('quota_50'),
    quota_80: fixedRule('quota_80'),
    quota_95: fixedRule('quota_95'),
    quota_100: fixedRule('quota_100'),
    forecast: fixedRule('forecast'),
    throttled: chosenRule('throttled'),
    probe: fixedRule('probe'),
    key_age: chosenRule('key_age'),
    lifetime: fixedRule('lifetime'),
    certificate: fixedRule('certificate'),
  }),
});

export type RulesInput = z.output<typeof rulesSchema>;

/** The form's fields `on.<rule>` and `value.<rule>` as what the schema takes. */
export function parseRulesForm(form: FormData): unknown {
  const rules = ruleNames.map((name) => {
    const value =
      name in valueBounds ? Number(form.get(`value.${name}`)) : defaultRules[name].value;
    return [name, { isOn: form.get(`on.${name}`) === 'on', value }];
  });
  return {
    team: form.get('team'),
    proxy: form.get('proxy') || null,
    rules: Object.fromEntries(rules),
  };
}

function fixedRule(name: RuleName) {
  return z.object({ isOn: z.boolean(), value: z.literal(defaultRules[name].value) });
}

function chosenRule(name: keyof typeof valueBounds) {
  const { min, max } = valueBounds[name];
  return z.object({ isOn: z.boolean(), value: z.int('value').min(min, 'value').max(max, 'value') });
}

function channelName() {
  return z.string().trim().min(1, 'name').max(channelNameLengthMax, 'name');
}
