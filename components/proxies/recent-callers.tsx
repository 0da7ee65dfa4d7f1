import { Skeleton } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { RecentCaller } from '@/lib/usage/recent';

/** Who called in the last seven days: whom a deletion would leave without an answer. Null where that is not known. */
export async function RecentCallers({
  callers,
  asOf,
}: {
  callers: readonly RecentCaller[] | null;
  asOf: Date | null;
}) {
  const { t, format } = await getI18n();
  const words = t('proxy');
  const isOne = callers?.every(({ proxy }) => proxy === callers[0]?.proxy);
  if (!callers)
    return <p className="font-medium text-sm text-warn">{words('delete.callersUnknown')}</p>;
  return (
    <div className="rounded-lg border border-line px-3 py-2 text-sm">
      <p className="text-ink-muted text-xs">{words('delete.callers')}</p>
      <ul className="max-h-60 overflow-y-auto">
        {callers.map(({ proxy, keyId, slot, consumer, calls }) => (
          <li key={keyId} className="flex flex-wrap items-baseline justify-between gap-x-4 py-0.5">
            <span className="min-w-0 break-words">
              {!isOne && `${proxy} · `}
              {words(consumer ? 'delete.caller' : 'delete.key', { slot, consumer })}
            </span>
            <span className={calls ? 'font-medium text-danger' : 'text-ink-muted'}>
              {calls === null
                ? words('delete.callsUnknown')
                : words('delete.calls', { calls, number: format.number(calls) })}
            </span>
          </li>
        ))}
      </ul>
      {asOf && (
        <p className="text-ink-muted text-xs">
          {words('delete.callersAsOf')} <Time value={asOf} />
        </p>
      )}
    </div>
  );
}

export function RecentCallersSkeleton() {
  return <Skeleton className="h-14 w-full" />;
}
