import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Code } from '@/components/ui/code';
import { Skeleton } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { KeyUse } from '@/lib/keys/last-use';
import type { KeySummary } from '@/lib/keys/types';

/** A proxy's keys, masked, each with whom it is for, its age and its last use. The value comes only through a reveal. */
export async function KeyList({
  keys,
  uses,
  actions,
  reason,
}: {
  keys: readonly KeySummary[];
  /** By key id; null where use is not known. */
  uses: Record<string, KeyUse> | null;
  /** What can be done with a key, beside it. */
  actions: ((key: KeySummary & { slot: 'A' | 'B' }) => ReactNode) | null;
  /** Why there is no reveal, where there is none. */
  reason: string | null;
}) {
  const words = (await getI18n()).t('keys');
  if (keys.length === 0) return <p className="text-ink-muted text-sm">{words('none')}</p>;
  return (
    <>
      <ul className="divide-y divide-line border-line border-y">
        {keys.map((key) => {
          const { keyId, slot } = key;
          return (
            <li key={keyId} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
              <div className="min-w-0 flex-1 basis-72">
                <KeyHead item={key} />
                <KeyFacts item={key} use={uses?.[keyId] ?? null} />
              </div>
              {actions && slot !== 'probe' && (
                <div className="flex flex-wrap items-center gap-2">{actions({ ...key, slot })}</div>
              )}
            </li>
          );
        })}
      </ul>
      <p className="mt-2 text-ink-muted text-xs">
        {reason ?? words('lead')} {words('propagation')}
      </p>
    </>
  );
}

async function KeyHead({ item }: { item: KeySummary }) {
  const words = (await getI18n()).t('keys');
  const { slot, isEnabled, consumer } = item;
  return (
    <p className="flex flex-wrap items-center gap-x-2 font-medium text-sm">
      {words(`slot${slot === 'probe' ? 'Probe' : slot}`)}
      <Badge tone={isEnabled ? 'neutral' : 'warn'}>
        {words(isEnabled ? 'enabled' : 'disabled')}
      </Badge>
      {slot !== 'probe' && (
        <span className="wrap-anywhere font-normal text-ink-muted">
          {consumer || words('noConsumer')}
        </span>
      )}
    </p>
  );
}

async function KeyFacts({ item, use }: { item: KeySummary; use: KeyUse | null }) {
  const { t, format } = await getI18n();
  const words = t('keys');
  const { mask, keyId, createdAt, owner, slot } = item;
  const days = use?.days.length ?? 0;
  const used = use?.lastDay
    ? words('dayUtc', { date: format.day(new Date(`${use.lastDay}T12:00:00Z`), 'UTC') })
    : words(use && days > 0 ? 'neverUsed' : 'useUnknown', { days });
  return (
    <p className="mt-0.5 flex flex-wrap gap-x-3 text-ink-muted text-xs">
      <span className="whitespace-nowrap">
        <span aria-hidden="true">{mask}</span>
        <span className="sr-only">{words('masked')}</span>
      </span>
      <span className="whitespace-nowrap">
        {words('keyId')} <Code>{keyId}</Code>
      </span>
      <span className="whitespace-nowrap">
        {words('created')} <Time value={createdAt} />
      </span>
      <span className="whitespace-nowrap">
        {words('lastUsed')} {used}
      </span>
      {slot !== 'probe' && owner && (
        <span className="wrap-anywhere">
          {words('owner')} {owner}
        </span>
      )}
    </p>
  );
}

export function KeyListSkeleton() {
  return (
    <div className="flex flex-col gap-3 border-line border-y py-3">
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-9 w-full" />
    </div>
  );
}
