'use client';

import Link from 'next/link';
import { startTransition, useId, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { Alert } from '@/components/ui/alert';
import { Button, buttonVariants } from '@/components/ui/button';
import { Code } from '@/components/ui/code';
import { Fact, Facts } from '@/components/ui/facts';
import { Select } from '@/components/ui/select';
import { Time } from '@/components/ui/time';
import type { ActionState } from '@/lib/action-state';
import { cn } from '@/lib/cn';
import type { KnownProxy } from '@/lib/explain/explain';
import type { FoundRequest } from '@/lib/explain/found-request';
import { responseTypes } from '@/lib/explain/response-types';
import { useFormat, useTranslations } from '@/lib/i18n/client';
import { routes } from '@/lib/routes';

export type FindRequestAction = (
  previous: ActionState<FoundRequest>,
  form: FormData,
) => Promise<ActionState<FoundRequest>>;

/** Looks a request up in its proxy's access log, at a press; the id and the proxy's name are all that is sent. */
export function RequestFinder({
  id,
  proxy,
  proxies,
  find,
}: {
  id: string;
  proxy: string | null;
  proxies: readonly KnownProxy[];
  find: FindRequestAction;
}) {
  const t = useTranslations('explain.log');
  const [state, ask, isPending] = useAskedAction(find);
  const [asked, setAsked] = useState('');
  const selectId = useId();
  return (
    <div className="mt-2 mb-4">
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          form.set('id', id);
          setAsked(String(form.get('proxy')));
          startTransition(() => ask(form));
        }}
      >
        <div className="min-w-0">
          <label htmlFor={selectId} className="block text-ink-muted text-xs">
            {t('proxy')}
          </label>
          <Select
            id={selectId}
            name="proxy"
            defaultValue={proxy ?? undefined}
            className="mt-1 w-64 max-w-full"
          >
            {proxies.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        </div>
        <Button type="submit" isPending={isPending}>
          {t('find')}
        </Button>
      </form>
      <p className="mt-1 text-ink-muted text-xs">{t('findHint')}</p>
      <ActionProblem state={state} className="mt-3" />
      {state.kind === 'ok' && <Found found={state.data} name={asked} />}
    </div>
  );
}

function Found({ found, name }: { found: FoundRequest; name: string }) {
  const words = useTranslations('explain');
  const t = useTranslations('explain.log');
  const format = useFormat();
  if (found.kind === 'absent') {
    return (
      <Alert isLive className="mt-3" title={t('absent', { name })}>
        {t(found.isAll ? 'absentText' : 'absentPart')}
      </Alert>
    );
  }
  const page = responseTypes.find(({ type }) => type === found.errorType)?.page;
  const rows: [string, string | null][] = [
    [words('evidenceOf.status'), found.status],
    [t('errorType'), found.errorType],
    [words('evidenceOf.message'), found.errorMessage],
    [t('integration'), found.integrationStatus],
    [t('latency'), found.latencyMs === null ? null : format.milliseconds(found.latencyMs)],
    [t('key'), found.keyId],
    [t('endpoint'), found.endpointId],
  ];
  return (
    <div role="status">
      <Facts className="mt-2">
        <Fact name={t('at')}>
          <Time value={found.at} />
        </Fact>
        {rows.map(([label, text]) => (
          <Fact key={label} name={label}>
            {text === null ? (
              <span className="text-ink-faint">{t('none')}</span>
            ) : (
              <Code>{text}</Code>
            )}
          </Fact>
        ))}
      </Facts>
      {page && (
        <Link
          prefetch={false}
          href={routes.error(page)}
          className={cn(buttonVariants({ size: 'sm' }), 'mt-2')}
        >
          {words('page', { code: page })}
        </Link>
      )}
    </div>
  );
}
