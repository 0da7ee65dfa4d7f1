'use client';

import Link from 'next/link';
import { useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Button, buttonVariants } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';
import { routes } from '@/lib/routes';
import { FactFields, type FactValues, useUpstreamErrors } from './fact-fields';

export type UpstreamAction = (previous: ActionState, form: FormData) => Promise<ActionState>;

/** What a host is for, who owns the relation, and which data goes there. */
export function ProposeForm({
  host: given,
  initial,
  teams,
  action,
}: {
  host: string;
  initial: FactValues;
  teams: readonly string[];
  action: UpstreamAction;
}) {
  const t = useTranslations('upstreams.propose');
  const [host, setHost] = useState(given);
  const [team, setTeam] = useState(teams[0] ?? '');
  const [state, submit, isPending] = useAskedAction(action);
  const errors = useUpstreamErrors(state);
  return (
    <form action={submit} noValidate className="flex max-w-2xl flex-col gap-3 px-4 pb-12 md:px-8">
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <Field name="host" label={t('host')} hint={t('hostHint')} errors={errors('host')}>
          {(control) => (
            <Input
              {...control}
              required
              inputMode="url"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={host}
              onChange={(event) => setHost(event.target.value)}
            />
          )}
        </Field>
        <Field name="team" label={t('team')} errors={errors('team')}>
          {(control) => (
            <Select {...control} value={team} onChange={(event) => setTeam(event.target.value)}>
              {teams.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <FactFields initial={initial} errors={errors} />
      <ActionProblem state={state} className="mb-3" />
      <div className="flex items-center gap-3 border-line border-t pt-5">
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('submit')}
        </Button>
        <Link href={routes.upstreams} className={buttonVariants({ variant: 'ghost' })}>
          {t('cancel')}
        </Link>
      </div>
    </form>
  );
}
