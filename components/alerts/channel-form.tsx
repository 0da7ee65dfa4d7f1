'use client';

import { useEffect, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { Field, FieldGroup } from '@/components/ui/field';
import { Choice, Input } from '@/components/ui/input';
import type { ActionState } from '@/lib/action-state';
import { type ChannelKind, channelKinds, channelNameLengthMax } from '@/lib/alerts/types';
import { useTranslations } from '@/lib/i18n/client';
import { invalidKey } from './invalid-key';

export type MadeChannel = { id: string; signingSecret: string | null };
export type CreateChannelAction = (
  previous: ActionState<MadeChannel>,
  form: FormData,
) => Promise<ActionState<MadeChannel>>;

/** Kind, name and place of a new channel. `onMade` is handed the signing secret, which nothing here keeps. */
export function ChannelForm({
  team,
  hasMailServer,
  action,
  onMade,
  onClose,
}: {
  team: string;
  hasMailServer: boolean;
  action: CreateChannelAction;
  onMade: (secret: string | null) => void;
  onClose: () => void;
}) {
  const t = useTranslations('alerts');
  const common = useTranslations('common');
  const [state, submit, isPending] = useAskedAction(action);
  const [kind, setKind] = useState<ChannelKind>(hasMailServer ? 'email' : 'webhook');
  const [name, setName] = useState('');
  const [to, setTo] = useState('');
  const faults = state.kind === 'invalid' ? state.fieldErrors : {};
  const errors = (field: string) =>
    (faults[field] ?? []).map((key) => t(`invalid.${invalidKey(key)}`));
  const isRefused = state.kind === 'failed' && state.code === 'invalid';

  useEffect(() => {
    if (state.kind === 'ok') onMade(state.data.signingSecret);
  }, [state, onMade]);

  return (
    <form action={submit} className="flex flex-col gap-3">
      <input type="hidden" name="team" value={team} />
      {isRefused ? (
        <Alert tone="danger" isLive title={t('invalid.refusedUrl', { host: state.detail ?? '' })} />
      ) : (
        <ActionProblem state={state} />
      )}
      <FieldGroup legend={t('create.kind')}>
        {channelKinds.map((each) => (
          <Choice
            key={each}
            name="kind"
            value={each}
            label={t(`channels.kind.${each}`)}
            hint={
              each === 'email' && !hasMailServer ? t('create.noMail') : t(`create.kindHint.${each}`)
            }
            checked={kind === each}
            disabled={each === 'email' && !hasMailServer}
            onChange={() => setKind(each)}
          />
        ))}
      </FieldGroup>
      <Field
        name="name"
        label={t('create.name')}
        hint={t('create.nameHint')}
        errors={errors('name')}
      >
        {(control) => (
          <Input
            {...control}
            required
            maxLength={channelNameLengthMax}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field
        name="to"
        label={t(kind === 'email' ? 'create.address' : 'create.url')}
        hint={kind === 'email' ? undefined : t('create.urlHint')}
        errors={errors('to')}
      >
        {(control) => (
          <Input
            {...control}
            type={kind === 'email' ? 'email' : 'url'}
            required
            autoComplete="off"
            spellCheck={false}
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        )}
      </Field>
      <DialogActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('create.submit')}
        </Button>
      </DialogActions>
    </form>
  );
}
