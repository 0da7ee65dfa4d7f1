import 'server-only';
import type { Spec } from '@/templates/spec';
import { createFormat } from '../format';
import { catalogue } from '../i18n/catalogue';
import type { Locale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { can } from '../identity/permissions';
import type { Actor } from '../identity/types';
import { permissionFor } from '../recovery/permission';
import { changesBetween } from '../requests/changes';
import { routes } from '../routes';
import { type WaysAgain, waysAgain } from '../runs/again';
import { explain, failureFactsOf } from '../runs/causes/catalogue';
import type { Explanation, NextStep } from '../runs/causes/types';
import { type Consequence, consequencesOf, weightOf } from '../runs/consequences';
import { consolePageLink, quotaLink } from '../runs/console-links';
import { listRunEvents } from '../runs/data';
import { formHref, isEditForm } from '../runs/form-link';
import { meantChanges } from '../runs/meant-changes';
import { changePermission } from '../runs/permission';
import type { Run, RunSubject } from '../runs/types';
import { causeWords, consequenceWords, nextStepWords, statementOf } from '../runs/words';
import { getAccount } from '../targets/data';
import { readCallersAt } from '../usage/callers';

/** The call that takes a next step; null where a person has to. */
type Call = { method: 'POST' | 'DELETE'; path: string; body: unknown };

export type NextStepAnswer = { verb: string; text: string; href: string | null; call: Call | null };

/** Consequences with their sentences, in the language that was asked for, and with those whom they hit. */
export async function saidConsequences(
  consequences: readonly Consequence[],
  subject: RunSubject,
  locale: Locale,
) {
  const { callers } = consequences.length > 0 ? await readCallersAt(subject) : { callers: null };
  const t = translator(locale, catalogue[locale], 'run.consequence');
  const format = createFormat(locale, { timeZone: 'UTC', now: new Date() });
  return consequences.map((one) => {
    const { kind: code, ...facts } = one;
    return {
      code,
      weight: weightOf(one),
      ...facts,
      text: consequenceWords(t, format, one, callers ?? []),
    };
  });
}

export type SaidConsequence = Awaited<ReturnType<typeof saidConsequences>>[number];

/** What a change of a spec would mean to callers, before CloudFormation was asked. */
export function saidChange(saved: Spec, wanted: Spec, locale: Locale): Promise<SaidConsequence[]> {
  const { kind, name } = saved;
  return saidConsequences(
    consequencesOf(changesBetween(saved, wanted), kind),
    { kind, name },
    locale,
  );
}

/** A run with what its plan means, why it failed and what this actor can do now, in the words that its page has. */
export async function explainedRun(actor: Actor, run: Run, locale: Locale) {
  const consequences = consequencesOf(meantChanges(run), run.subject.kind);
  const facts = run.failure && failureFactsOf(run, await listRunEvents(run.id));
  const explanation = facts && explain(facts);
  return {
    ...run,
    consequences: await saidConsequences(consequences, run.subject, locale),
    cause: explanation && causeOf(run, explanation, locale),
    nextSteps: await nextStepsOf(actor, run, explanation, locale),
  };
}

function causeOf({ failure }: Run, explanation: Explanation, locale: Locale) {
  if (!failure) return null;
  const t = translator(locale, catalogue[locale], 'cause');
  const { title, text, wait } = causeWords(t, failure, explanation);
  const { cause: code, facts } = explanation;
  return { code, facts, title, text: wait ? `${text} ${wait}` : text, awsText: failure.reason };
}

async function nextStepsOf(
  actor: Actor,
  run: Run,
  explanation: Explanation | null,
  locale: Locale,
): Promise<NextStepAnswer[]> {
  if (run.state === 'planned') return decisionsOf(actor, run, locale);
  if (run.state !== 'failed' || !explanation) return [];
  const messages = catalogue[locale];
  const words = {
    cause: translator(locale, messages, 'cause'),
    recovery: translator(locale, messages, 'recovery'),
    failure: translator(locale, messages, 'run.failure'),
  };
  const [again, account] = await Promise.all([waysAgain(actor, run), getAccount()]);
  const { form } = again;
  const region = account.value?.region ?? '';
  const stuck = run.steps.find(({ stackName }) => stackName === run.failure?.stackName);
  const of = { run, again, region, subject: stuck?.subject ?? run.subject };
  return explanation.nextSteps.flatMap((step) => {
    const way = wayOf(actor, step, of);
    if (!way) return [];
    const text = nextStepWords(words, step, form !== null && isEditForm(form, run));
    const statement = step.kind === 'grant' ? { statement: statementOf(step) } : {};
    return { verb: step.kind, text, ...way, ...statement };
  });
}

function decisionsOf(actor: Actor, { id, subject, team }: Run, locale: Locale): NextStepAnswer[] {
  if (!can(actor, changePermission(subject.kind), { team })) return [];
  const t = translator(locale, catalogue[locale], 'run.plan');
  const verbs = ['execute', 'discard'] as const;
  return verbs.map((verb) => ({
    verb,
    text: t(verb),
    href: routes.run(id),
    call: { method: 'POST', path: `/api/v1/runs/${id}/${verb}`, body: null },
  }));
}

type Of = { run: Run; again: WaysAgain; region: string; subject: RunSubject };
type Way = Pick<NextStepAnswer, 'href' | 'call'>;

/** Where a person takes the step, and how a program does; null for who may not take it. */
function wayOf(actor: Actor, step: NextStep, of: Of): Way | null {
  const { run, again, region, subject } = of;
  switch (step.kind) {
    case 'fix':
    case 'again': {
      const field = step.kind === 'fix' ? step.field : null;
      return again.form && { href: formHref(again.form, run, field), call: null };
    }
    case 'retry': {
      if (!again.isRepeatable) return null;
      const path = `/api/v1/runs/${run.id}/retry`;
      return { href: routes.run(run.id), call: { method: 'POST', path, body: null } };
    }
    case 'raise_quota':
      return { href: quotaLink(region, step.service, step.code), call: null };
    case 'console': {
      const stackName = run.failure?.stackName ?? '';
      return { href: consolePageLink(region, step.at, stackName), call: null };
    }
    case 'grant':
      return { href: null, call: null };
    default:
      return recoveryWay(actor, step, run, subject);
  }
}

type Recovering = Exclude<
  NextStep,
  { kind: 'fix' | 'again' | 'retry' | 'raise_quota' | 'console' | 'grant' }
>;

function recoveryWay(actor: Actor, step: Recovering, run: Run, subject: RunSubject): Way | null {
  const { kind, name } = subject;
  if (kind === 'bootstrap') return null;
  const verb = verbs[step.kind];
  if (!can(actor, permissionFor(kind, verb), { team: run.team })) return null;
  const href = kind === 'proxy' ? routes.proxy(name) : routes.network(name);
  const path = `/api/v1/${kind === 'proxy' ? 'proxies' : 'networks'}/${name}`;
  if (verb === 'delete') return { href, call: { method: 'DELETE', path, body: null } };
  const { kind: _, ...options } = step;
  return { href, call: { method: 'POST', path: `${path}/recover`, body: { verb, ...options } } };
}

const verbs = {
  delete_remains: 'delete',
  continue_rollback: 'continue_rollback',
  delete_retaining: 'delete_retaining',
  force_delete: 'force_delete',
  switch_off_protection: 'unprotect',
} as const satisfies Record<Recovering['kind'], string>;
