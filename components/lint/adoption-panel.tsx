'use client';

import { ApprovalReason, asksApproval } from '@/components/governance/approval-reason';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Code } from '@/components/ui/code';
import { CodeArea } from '@/components/ui/code-area';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { ActionState } from '@/lib/action-state';
import type { AdoptionOffer } from '@/lib/adoptions/types';
import { useTranslations } from '@/lib/i18n/client';

const environments = ['dev', 'staging', 'prod'] as const;
const texts = ['name', 'team', 'owner', 'upstreamUrl'] as const;

type TextName = (typeof texts)[number];

/** An API that exists becomes a proxy under its own URL and with its own keys; or all that keeps it from that. */
export function AdoptionPanel({
  offer: { apiId, keyIds, networks, refusals, stage },
  defaults,
  idempotencyKey,
  action,
}: {
  offer: AdoptionOffer;
  /** What the fields hold to begin with. */
  defaults: Record<TextName | 'environment' | 'network' | 'keys', string>;
  idempotencyKey: string;
  action: (previous: ActionState<never>, form: FormData) => Promise<ActionState<never>>;
}) {
  const t = useTranslations('lint.adoption');
  const common = useTranslations('common.environment');
  const guardrails = useTranslations('errors.guardrails');
  const [state, submit, isPending] = useAskedAction(action);
  const isKeyTold = refusals.some(({ id }) => id === 'keysUnread');
  const reasons = refusals.filter(({ id }) => id !== 'keysUnread');
  if (reasons.length > 0)
    return (
      <Alert tone="warn" title={t('refusedTitle')}>
        <p>{t('refusedText')}</p>
        <ul className="mt-2 list-disc space-y-1 pl-4">
          {reasons.map(({ id, of }) => (
            <li key={`${id} ${of}`}>
              {t(`refusal.${id}`)} {of && <Code className="break-words text-xs">{of}</Code>}
            </li>
          ))}
        </ul>
      </Alert>
    );
  const faults = state.kind === 'invalid' ? state.fieldErrors : {};
  const typed = state.kind === 'invalid' || state.kind === 'failed' ? state.values : {};
  const was = (name: string, otherwise: string) => String(typed?.[name] ?? otherwise);
  const errors = (name: TextName | 'network' | 'keys') =>
    faults[name] ? [t(`invalid.${name}`)] : [];
  return (
    <section aria-label={t('title')} className="rounded-lg border border-line bg-surface px-4 py-3">
      <h2 className="font-semibold text-sm">{t('title')}</h2>
      <p className="mt-1 max-w-prose text-sm">{t('text')}</p>
      <ul className="mt-2 list-disc space-y-1 pl-4 text-ink-muted text-sm">
        <li>
          {t('keeps')}{' '}
          <Code className="break-words text-xs">{[`/${stage}`, ...keyIds].join(' · ')}</Code>
        </li>
        <li>{t('changes')}</li>
        <li>{t('way')}</li>
      </ul>
      <form action={submit} className="mt-4">
        <input type="hidden" name="apiId" value={apiId} />
        <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
        <div className="grid gap-x-4 sm:grid-cols-2">
          {texts.map((name) => (
            <Field
              key={name}
              name={name}
              id={`adoption-${name}`}
              label={t(`field.${name}`)}
              errors={errors(name)}
            >
              {(control) => (
                <Input {...control} required defaultValue={was(name, defaults[name])} />
              )}
            </Field>
          ))}
          <Field name="environment" id="adoption-environment" label={t('field.environment')}>
            {(control) => (
              <Select {...control} defaultValue={was('environment', defaults.environment)}>
                {environments.map((environment) => (
                  <option key={environment} value={environment}>
                    {common(environment)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            name="network"
            id="adoption-network"
            label={t('field.network')}
            errors={errors('network')}
          >
            {(control) => (
              <Select {...control} defaultValue={was('network', defaults.network)}>
                {networks.map(({ name, endpointId }) => (
                  <option key={name} value={name}>
                    {`${name} (${endpointId})`}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        {isKeyTold && (
          <Field
            name="keys"
            id="adoption-keys"
            label={t('field.keys')}
            hint={t('keysHint')}
            errors={errors('keys')}
          >
            {(control) => (
              <CodeArea {...control} required rows={2} defaultValue={was('keys', defaults.keys)} />
            )}
          </Field>
        )}
        <ActionProblem state={state} className="mb-3" />
        <ApprovalReason state={state} />
        <Button type="submit" variant="primary" isPending={isPending}>
          {asksApproval(state) ? guardrails('request') : t('plan')}
        </Button>
      </form>
    </section>
  );
}
