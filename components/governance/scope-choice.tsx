'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { useTranslations } from '@/lib/i18n/client';
import { teamSchema } from '@/templates/names';
import type { Scope } from './draft';

/** Whose rules are shown: the defaults, a team that has some, or one that gets its first. */
export function ScopeChoice({
  teams,
  scope,
  onChange,
}: {
  teams: readonly string[];
  scope: Scope;
  onChange: (scope: Scope) => void;
}) {
  const t = useTranslations('guardrails.scope');
  const [name, setName] = useState('');
  const shown = [null, ...new Set([...teams, ...(scope.team ? [scope.team] : [])])];
  const isTeam = teamSchema.safeParse(name).success;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <fieldset aria-label={t('label')} className="flex flex-wrap gap-1">
        {shown.map((team) => (
          <button
            key={team ?? ''}
            type="button"
            aria-pressed={team === scope.team}
            onClick={() => onChange({ team })}
            className="rounded-md px-2.5 py-1 text-ink-muted text-sm hover:bg-subtle hover:text-ink aria-pressed:bg-subtle aria-pressed:font-medium aria-pressed:text-ink max-md:py-2.5"
          >
            {team ?? t('defaults')}
          </button>
        ))}
      </fieldset>
      <span className="flex items-center gap-2">
        <Input
          aria-label={t('addTeam')}
          placeholder={t('team')}
          autoComplete="off"
          autoCapitalize="none"
          className="w-36"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          disabled={!isTeam}
          onClick={() => {
            onChange({ team: name });
            setName('');
          }}
        >
          {t('add')}
        </Button>
      </span>
    </div>
  );
}
