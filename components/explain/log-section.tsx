'use client';

import { CodeBlock } from '@/components/ui/code';
import type { LogSearch } from '@/lib/explain/commands';
import type { KnownProxy } from '@/lib/explain/explain';
import { useTranslations } from '@/lib/i18n/client';
import { type FindRequestAction, RequestFinder } from './request-finder';

/** How the request of a paste is found in the access log: by a press for who is signed in, by a query for everybody. */
export function LogSection({
  log,
  proxy,
  proxies,
  find,
}: {
  log: LogSearch;
  proxy: string | null;
  proxies: readonly KnownProxy[];
  find: FindRequestAction | null;
}) {
  const t = useTranslations('explain.log');
  return (
    <div className="mt-8">
      <h3 className="font-semibold text-sm">{t('title')}</h3>
      {find && proxies.length > 0 && (
        <RequestFinder id={log.id} proxy={proxy} proxies={proxies} find={find} />
      )}
      <p className="mt-1 max-w-prose text-ink-muted text-sm">{t('text')}</p>
      <div className="mt-3 flex flex-col gap-2">
        <CodeBlock text={log.group} label={t('group')} />
        <CodeBlock
          text={log.query}
          label={t('query')}
          className="[&_pre]:whitespace-pre-wrap [&_pre]:wrap-anywhere"
        />
      </div>
    </div>
  );
}
