import { Badge } from '@/components/ui/badge';
import { Code } from '@/components/ui/code';
import { Skeleton } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { KeySummary } from '@/lib/keys/types';
import { type RevealAction, RevealKey } from './reveal-key';

/** A proxy's keys, masked. The value comes only through the audited reveal. */
export async function KeyList({
  proxy,
  keys,
  action,
  reason,
}: {
  proxy: string;
  keys: readonly KeySummary[];
  action: RevealAction | null;
  /** Why there is no reveal, where there is none. */
  reason: string | null;
}) {
  const words = (await getI18n()).t('keys');
  if (keys.length === 0) return <p className="text-ink-muted text-sm">{words('none')}</p>;
  return (
    <>
      <ul className="divide-y divide-line border-line border-y">
        {keys.map((key) => (
          <li key={key.keyId} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2 font-medium text-sm">
                {words(`slot${key.slot === 'probe' ? 'Probe' : key.slot}`)}
                <Badge tone={key.isEnabled ? 'neutral' : 'warn'}>
                  {words(key.isEnabled ? 'enabled' : 'disabled')}
                </Badge>
              </p>
              <p className="mt-0.5 flex flex-wrap gap-x-3 text-ink-muted text-xs">
                <span className="whitespace-nowrap">
                  <span aria-hidden="true">{key.mask}</span>
                  <span className="sr-only">{words('masked')}</span>
                </span>
                <span className="whitespace-nowrap">
                  {words('keyId')} <Code>{key.keyId}</Code>
                </span>
                <span className="whitespace-nowrap">
                  {words('created')} <Time value={key.createdAt} />
                </span>
              </p>
            </div>
            {action && key.slot !== 'probe' && (
              <RevealKey proxy={proxy} slot={key.slot} action={action} />
            )}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-ink-muted text-xs">
        {reason ?? words('lead')} {words('propagation')}
      </p>
    </>
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
