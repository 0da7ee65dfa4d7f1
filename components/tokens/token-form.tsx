'use client';

import { useEffect, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { FieldGroup } from '@/components/ui/field';
import { Choice } from '@/components/ui/input';
import { useTranslations } from '@/lib/i18n/client';
import { type TokenScope, tokenDaysDefault } from '@/lib/identity/token-choices';
import type { CreateTokenAction } from './create-token';
import { scopeKey } from './scope-key';
import { TokenDays, TokenName } from './token-fields';

/** Name, scopes, teams and end of a new token. `onMade` is handed the value, which nothing here keeps. */
export function TokenForm({
  scopes,
  teams,
  action,
  onMade,
  onClose,
}: {
  scopes: readonly TokenScope[];
  teams: readonly string[];
  action: CreateTokenAction;
  onMade: (value: string) => void;
  onClose: () => void;
}) {
  const t = useTranslations('tokens.create');
  const [state, submit, isPending] = useAskedAction(action);
  const faults = state.kind === 'invalid' ? state.fieldErrors : {};

  useEffect(() => {
    if (state.kind === 'ok') onMade(state.data.value);
  }, [state, onMade]);

  return (
    <form action={submit} className="flex flex-col gap-4">
      <ActionProblem state={state} />
      <TokenName hint={t('nameHint')} isFaulty={Boolean(faults.name)} />
      <Scopes scopes={scopes} isFaulty={hasFault(faults, 'scopes')} />
      {teams.length > 0 && <Teams teams={teams} isFaulty={hasFault(faults, 'teams')} />}
      {teams.length === 0 && <input type="hidden" name="allTeams" value="on" />}
      <TokenDays initial={tokenDaysDefault} />
      <DialogActions>
        <Cancel onClose={onClose} />
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('submit')}
        </Button>
      </DialogActions>
    </form>
  );
}

function hasFault(faults: Record<string, string[]>, field: string): boolean {
  return Object.keys(faults).some((path) => path === field || path.startsWith(`${field}.`));
}

function Cancel({ onClose }: { onClose: () => void }) {
  const t = useTranslations('common');
  return <Button onClick={onClose}>{t('cancel')}</Button>;
}

function Scopes({ scopes, isFaulty }: { scopes: readonly TokenScope[]; isFaulty: boolean }) {
  const t = useTranslations('tokens');
  const [chosen, setChosen] = useState<readonly string[]>(['fleet.read']);
  return (
    <FieldGroup legend={t('create.scopes')} hint={t('create.scopesHint')}>
      {scopes.map((scope) => {
        const key = scopeKey(scope);
        return (
          <Choice
            key={scope}
            type="checkbox"
            name="scopes"
            value={scope}
            label={key ? t(`scope.${key}`) : scope}
            checked={chosen.includes(scope)}
            onChange={() => setChosen(toggled(chosen, scope))}
          />
        );
      })}
      {isFaulty && <p className="text-danger text-xs">{t('create.scopesInvalid')}</p>}
    </FieldGroup>
  );
}

function Teams({ teams, isFaulty }: { teams: readonly string[]; isFaulty: boolean }) {
  const t = useTranslations('tokens.create');
  const [isAll, setIsAll] = useState(true);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <FieldGroup legend={t('teams')}>
      <Choice
        type="checkbox"
        name="allTeams"
        label={t('teamsAll')}
        checked={isAll}
        onChange={() => setIsAll(!isAll)}
      />
      {!isAll &&
        teams.map((team) => (
          <Choice
            key={team}
            type="checkbox"
            name="teams"
            value={team}
            label={team}
            checked={chosen.includes(team)}
            onChange={() => setChosen(toggled(chosen, team))}
          />
        ))}
      {isFaulty && <p className="text-danger text-xs">{t('teamsInvalid')}</p>}
    </FieldGroup>
  );
}

function toggled(list: readonly string[], item: string): string[] {
  return list.includes(item) ? list.filter((each) => each !== item) : [...list, item];
}
