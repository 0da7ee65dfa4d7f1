import { getI18n } from '@/lib/i18n/server';
import type { QuotaGauge } from '@/lib/usage/types';

/** How many are told one by one; the list below the figures has them all. */
const shownMax = 2;

/** What the gauge's limit is made of: the plan's, and what was granted on top of it, by whom, why, and until when. */
export async function ExtensionWords({ gauge }: { gauge: QuotaGauge }) {
  const { t, format } = await getI18n();
  const words = t('extension');
  const { extension, limit } = gauge;
  if (!extension) return null;
  const day = gauge.period === 'DAY' ? '' : `${format.day(extension.until, 'UTC')} `;
  const clock = `${day}${format.timeOfDay(extension.until, 'UTC')}`;
  return (
    <div className="text-xs">
      <p className="font-medium">{words('gauge', { limit, granted: extension.granted, clock })}</p>
      {extension.grants.slice(0, shownMax).map((grant) => (
        <p key={grant.at.toISOString()} className="break-words text-ink-muted">
          {words('grant', {
            ...grant,
            isApproved: grant.approvedBy ? 'yes' : 'no',
            approver: grant.approvedBy ?? '',
          })}
        </p>
      ))}
    </div>
  );
}
