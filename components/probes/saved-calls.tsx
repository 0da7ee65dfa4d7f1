'use client';

import { Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { sendFields, useRefreshingAction } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import type { ActionState } from '@/lib/action-state';
import { cn } from '@/lib/cn';
import { useTranslations } from '@/lib/i18n/client';
import { exampleCalls } from '@/lib/probes/examples';
import { withoutCredentials } from '@/lib/probes/headers';
import { withoutQueryCredentials } from '@/lib/probes/query';
import type { SavedCall } from '@/lib/probes/types';

export type Typed = Pick<SavedCall, 'method' | 'path' | 'headers' | 'body'>;

type CallAction = (previous: ActionState<void>, form: FormData) => Promise<ActionState<void>>;

export type CallActions = { save: CallAction; remove: CallAction };

/** The calls that the team keeps for this proxy: one press puts one into the form, and the form's into the list. */
export function SavedCalls({
  proxy,
  saved,
  typed,
  actions,
  onChoose,
}: {
  proxy: string;
  saved: readonly SavedCall[];
  typed: Typed;
  actions: CallActions;
  onChoose: (call: SavedCall) => void;
}) {
  const t = useTranslations('probe.saved');
  const [kept, keep, isKeeping] = useRefreshingAction(actions.save);
  const [dropped, drop, isDropping] = useRefreshingAction(actions.remove);
  const [isNaming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const chosen = saved.find((call) => isSame(call, typed));

  useEffect(() => {
    if (kept.kind === 'ok') setNaming(false);
  }, [kept]);

  return (
    <div>
      <div className="flex flex-wrap items-center gap-1.5">
        <span className="mr-1 text-ink-muted text-xs">{t('title')}</span>
        {saved.length === 0 &&
          (['read', 'streamed'] as const).map((id) => (
            <Button
              key={id}
              size="sm"
              variant="ghost"
              className="min-w-0 max-w-full"
              onClick={() => onChoose(exampleCalls[id])}
            >
              <span className="truncate">
                {t(`example.${id}`, { call: exampleCalls[id].name })}
              </span>
            </Button>
          ))}
        {saved.map((call) => (
          <Button
            key={call.id}
            size="sm"
            aria-pressed={call === chosen}
            className={cn(
              'min-w-0 max-w-full',
              call === chosen && 'border-accent bg-accent-soft text-ink',
            )}
            onClick={() => onChoose(call)}
          >
            <span className="truncate">{call.name}</span>
          </Button>
        ))}
        {chosen ? (
          <Button
            size="sm"
            variant="ghost"
            isPending={isDropping}
            aria-label={t('remove', { name: chosen.name })}
            onClick={() => sendFields(drop, { proxy, id: chosen.id })}
          >
            {!isDropping && <Trash2 aria-hidden />}
          </Button>
        ) : (
          !isNaming && (
            <Button
              size="sm"
              variant="ghost"
              onClick={() => {
                setName(`${typed.method} ${withoutQueryCredentials(typed.path, '')}`.slice(0, 60));
                setNaming(true);
              }}
            >
              {t('keep')}
            </Button>
          )
        )}
      </div>
      {isNaming && !chosen && (
        <form
          className="mt-2 flex flex-wrap items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            sendFields(keep, { proxy, name, ...typed });
          }}
        >
          <label htmlFor="saved-call-name" className="text-sm">
            {t('name')}
          </label>
          <Input
            id="saved-call-name"
            value={name}
            maxLength={60}
            required
            ref={focusOnce}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
            className="w-64 max-md:w-full"
          />
          <Button type="submit" size="sm" isPending={isKeeping}>
            {t('save')}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => setNaming(false)}>
            {t('cancel')}
          </Button>
          <p className="basis-full text-ink-muted text-xs">{t('hint')}</p>
        </form>
      )}
      {kept.kind === 'invalid' && (
        <p role="alert" className="mt-1 text-danger text-xs">
          {t('invalid')}
        </p>
      )}
      <ActionProblem state={kept} className="mt-2" />
      <ActionProblem state={dropped} className="mt-2" />
    </div>
  );
}

/** A credential is typed after the call was chosen; it stays the same call. */
function isSame(call: SavedCall, typed: Typed): boolean {
  return (
    call.method === typed.method &&
    call.path === withoutQueryCredentials(typed.path, '') &&
    call.headers === withoutCredentials(typed.headers) &&
    call.body === typed.body
  );
}

const focusOnce = (input: HTMLInputElement | null) => input?.focus();
