import { Time } from '@/components/ui/time';
import type { AuditChange, AuditRow } from '@/lib/audit/types';
import { getI18n } from '@/lib/i18n/server';

const verbs = ['propose', 'approve', 'decline', 'review', 'retire', 'check'] as const;

/** What happened to a host, newest first, as the audit has it. */
export async function UpstreamHistory({ rows }: { rows: readonly AuditRow[] }) {
  const words = (await getI18n()).t('upstreams');
  if (rows.length === 0) return <p className="text-ink-muted text-sm">{words('history.none')}</p>;
  return (
    <ol className="divide-y divide-line border-line border-y text-sm">
      {rows.map(({ seq, at, actor, action, changes, reason }) => {
        const verb = verbs.find((each) => action === `upstream.${each}`);
        return (
          <li key={seq} className="py-2">
            <span className="flex flex-wrap gap-x-3">
              <span className="font-medium">{verb ? words(`history.${verb}`) : action}</span>
              <span className="text-ink-muted">{actor}</span>
              <Time value={at} className="text-ink-muted" />
            </span>
            <span className="wrap-anywhere block text-ink-muted text-xs">
              {linesOf(reason, changes ?? []).join(' · ')}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The reason, and each field that became another: what a first proposal says stands above. */
function linesOf(reason: string | null, changes: readonly AuditChange[]): string[] {
  const changed = changes
    .filter(({ from }) => from !== null)
    .map(({ field, from, to }) => `${field}: ${from || '–'} → ${to || '–'}`);
  return [...(reason === null ? [] : [reason]), ...changed];
}
